package news.rendezvous.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an element holds, by the {@link Names names} of its children: looked through once, however
 * many questions are asked of it.
 */
final class Fields {

  private final XmlElement element;
  private final Names names;
  private final Map<String, List<XmlElement>> children = new HashMap<>();

  Fields(XmlElement element, Names names) {
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
  Stream<Fields> each(String... wanted) {
    return Stream.of(wanted)
        .flatMap(name -> all(name).stream())
        .map(child -> new Fields(child, names));
  }

  /** The first text under one of these names, in the order of the names. */
  @Nullable String text(String... wanted) {
    for (String name : wanted) {
      for (XmlElement child : all(name)) {
        String text = Inner.text(child);
        if (text != null) {
          return text;
        }
      }
    }
    return null;
  }

  List<String> texts(String name) {
    return all(name).stream().map(Inner::text).filter(Objects::nonNull).toList();
  }

  /** An attribute of the element itself. */
  @Nullable String attribute(String name) {
    return Texts.blankToNull(element.attribute(name));
  }

  /** The first such attribute of the children of a name. */
  @Nullable String attribute(String child, String name) {
    return all(child).stream()
        .map(found -> Texts.blankToNull(found.attribute(name)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** An attribute of the xml namespace, of the element itself. */
  @Nullable String xml(String name) {
    return xml(element, name);
  }

  static @Nullable String xml(XmlElement element, String name) {
    return Texts.blankToNull(element.xmlAttribute(name));
  }
}
