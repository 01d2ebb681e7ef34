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

/**
 * What an element holds, by the {@link NamespacePrefixes names} of its children: looked through
 * once, however many questions are asked of it.
 */
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

  /** The children of these names, in the order of the names. */
  List<ChildElements> each(String... wanted) {
    List<ChildElements> found = new ArrayList<>(0);
    for (String name : wanted) {
      for (XmlElement child : all(name)) {
        found.add(new ChildElements(child, names));
      }
    }
    return found;
  }

  /** The first answer that one of these gives to a question. */
  static @Nullable String first(
      List<ChildElements> asked, Function<ChildElements, @Nullable String> question) {
    for (ChildElements fields : asked) {
      String answer = question.apply(fields);
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  /** The first text under one of these names, in the order of the names. */
  @Nullable
  public String text(String... wanted) {
    for (String name : wanted) {
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

  /** An attribute of the element itself. */
  @Nullable String attribute(String name) {
    return Texts.blankToNull(element.attribute(name));
  }

  /** The first such attribute of the children of a name. */
  @Nullable String attribute(String child, String name) {
    for (XmlElement found : all(child)) {
      String value = Texts.blankToNull(found.attribute(name));
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** An attribute of the xml namespace, of the element itself. */
  @Nullable String xml(String name) {
    return element.xmlAttribute(name);
  }
}
