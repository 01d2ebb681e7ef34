package news.rendezvous.ingest.parse.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import news.rendezvous.ingest.parse.xml.NamespacePrefixes;
import news.rendezvous.ingest.parse.xml.XmlElement;
import news.rendezvous.ingest.parse.xml.XmlNode;
import org.jspecify.annotations.Nullable;

/** Index of an element's children by their {@link NamespacePrefixes names}, built in one pass. */
public final class ChildElements {

  private final XmlElement element;
  private final NamespacePrefixes names;
  private final Map<String, List<XmlElement>> children = new HashMap<>();

  public ChildElements(XmlElement element, NamespacePrefixes names) {
    this.element = element;
    this.names = names;
    for (XmlNode node : element.content()) {
      if (node instanceof XmlElement child) {
        children.computeIfAbsent(names.of(child), name -> new ArrayList<>(1)).add(child);
      }
    }
  }

  XmlElement element() {
    return element;
  }

  List<XmlElement> all(String name) {
    return children.getOrDefault(name, List.of());
  }

  /** The children with these names, in the order of the names. */
  List<ChildElements> each(String... childNames) {
    List<ChildElements> found = new ArrayList<>(0);
    for (String name : childNames) {
      for (XmlElement child : all(name)) {
        found.add(new ChildElements(child, names));
      }
    }
    return found;
  }

  /** The first value that a function has for one of these; null if there is none. */
  static @Nullable String first(
      List<ChildElements> elements, Function<ChildElements, @Nullable String> value) {
    for (ChildElements element : elements) {
      String found = value.apply(element);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The first text of a child with one of these names, in the order of the names. */
  @Nullable
  public String text(String... childNames) {
    for (String name : childNames) {
      for (XmlElement child : all(name)) {
        String text = InnerMarkup.text(child);
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>(0);
    for (XmlElement child : all(name)) {
      String text = InnerMarkup.text(child);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** An attribute of the element itself; null for a blank one. */
  @Nullable String attribute(String name) {
    return FeedValues.blankToNull(element.attribute(name));
  }

  /** The first non-blank attribute among the children with a name. */
  @Nullable String attribute(String child, String name) {
    for (XmlElement found : all(child)) {
      String value = FeedValues.blankToNull(found.attribute(name));
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** An attribute of the element itself in the xml namespace. */
  @Nullable String xml(String name) {
    return element.xmlAttribute(name);
  }
}
