package news.rendezvous.parse;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.output.Format;
import org.jdom2.output.XMLOutputter;
import org.jspecify.annotations.Nullable;

/** Look-ups in a tree whose namespaces are spelt as their authors remember them. */
final class Elements {

  private Elements() {}

  static boolean is(Element element, String namespace, String name) {
    return element.getName().equalsIgnoreCase(name)
        && key(element.getNamespaceURI()).equals(key(namespace));
  }

  // Found in the wild: http://www.itunes.com/DTDs/Podcast-1.0.dtd, http://search.yahoo.com/mrss
  private static String key(String namespace) {
    String lower = namespace.toLowerCase(Locale.ROOT).replaceFirst("^https:", "http:");
    return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
  }

  static Stream<Element> children(Element parent, String namespace, String name) {
    return parent.getChildren().stream().filter(child -> is(child, namespace, name));
  }

  static List<String> texts(Element parent, String namespace, String name) {
    return children(parent, namespace, name)
        .map(child -> blankToNull(child.getText()))
        .filter(Objects::nonNull)
        .toList();
  }

  static @Nullable String text(Element parent, String namespace, String... names) {
    return Stream.of(names)
        .flatMap(name -> texts(parent, namespace, name).stream())
        .findFirst()
        .orElse(null);
  }

  static @Nullable String attribute(Element element, String name) {
    return blankToNull(element.getAttributeValue(name));
  }

  static @Nullable String xml(Element element, String attribute) {
    return blankToNull(element.getAttributeValue(attribute, Namespace.XML_NAMESPACE));
  }

  static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** What is in an element, as markup. */
  static String inner(Element element) {
    return new XMLOutputter(Format.getRawFormat()).outputString(element.getContent());
  }

  /** The first that is there. */
  @SafeVarargs
  static <T> @Nullable T first(@Nullable T... candidates) {
    for (T candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    return null;
  }
}
