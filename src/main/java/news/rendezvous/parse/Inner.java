package news.rendezvous.parse;

import java.util.Locale;
import java.util.Set;
import org.jdom2.Attribute;
import org.jdom2.Content;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.Text;
import org.jspecify.annotations.Nullable;

/**
 * What is in an element, written as HTML: names without prefixes, void elements without an end tag,
 * addresses absolute below an xml:base of their own.
 */
final class Inner {

  /** HTML Living Standard, section 13.1.2. */
  private static final Set<String> VOID =
      Set.of("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr");

  private static final Set<String> ADDRESSES = Set.of("href", "src", "poster", "cite");

  private final StringBuilder out = new StringBuilder();
  private final boolean escaped;

  private Inner(boolean escaped) {
    this.escaped = escaped;
  }

  /**
   * The text of an element that ought to hold escaped markup and nothing else. Where it was not
   * escaped, tags are written as they stand; text beside them is markup as well.
   */
  static @Nullable String text(Element element) {
    return Texts.blankToNull(
        element.getChildren().isEmpty() ? element.getText() : new Inner(false).of(element));
  }

  /** The content of an element that holds markup as elements (RFC 4287 section 3.1.1.3). */
  static @Nullable String markup(Element element) {
    return Texts.blankToNull(new Inner(true).of(element));
  }

  private String of(Element element) {
    content(element, null);
    return out.toString();
  }

  private void content(Element element, @Nullable Base base) {
    for (Content content : element.getContent()) {
      if (content instanceof Element child) {
        element(child, base);
      } else if (content instanceof Text text) {
        out.append(escaped ? escape(text.getText()) : text.getText());
      }
    }
  }

  private void element(Element element, @Nullable Base outer) {
    String declared = Fields.xml(element, "base");
    Base base =
        declared == null ? outer : outer == null ? new Base(declared) : outer.under(declared);
    out.append('<').append(element.getName());
    element.getAttributes().forEach(attribute -> attribute(attribute, base));
    out.append('>');
    if (!VOID.contains(element.getName().toLowerCase(Locale.ROOT))) {
      content(element, base);
      out.append("</").append(element.getName()).append('>');
    }
  }

  private void attribute(Attribute attribute, @Nullable Base base) {
    if (attribute.getNamespace().equals(Namespace.XML_NAMESPACE)) {
      return;
    }
    String value = attribute.getValue();
    String written =
        base != null && ADDRESSES.contains(attribute.getName())
            ? Texts.first(base.absolute(value), value)
            : value;
    out.append(' ').append(attribute.getQualifiedName()).append("=\"");
    out.append(escape(String.valueOf(written)).replace("\"", "&quot;")).append('"');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
