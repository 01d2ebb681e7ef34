package news.rendezvous.ingest.parse.feed;

import java.util.Set;
import javax.xml.XMLConstants;
import news.rendezvous.ingest.parse.xml.XmlElement;
import news.rendezvous.ingest.parse.xml.XmlNode;
import news.rendezvous.item.text.HtmlEscape;
import news.rendezvous.item.text.LowerCase;
import org.jspecify.annotations.Nullable;

/**
 * Serializer of an element's content to HTML: names without prefixes, void elements without an end
 * tag, URLs absolute where an xml:base is in scope.
 */
final class InnerMarkup {

  /** HTML Living Standard, section 13.1.2. */
  private static final Set<String> VOID =
      Set.of("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr");

  private static final Set<String> URL_ATTRIBUTES = Set.of("href", "src", "poster", "cite");

  private final StringBuilder out = new StringBuilder();
  private final boolean escaped;

  private InnerMarkup(boolean escaped) {
    this.escaped = escaped;
  }

  /**
   * The content of an element for escaped markup. Child elements, which the feed failed to escape,
   * are serialized; the text beside them is still markup.
   */
  static @Nullable String text(XmlElement element) {
    return FeedValues.blankToNull(
        element.hasChildren() ? new InnerMarkup(false).of(element) : element.text());
  }

  /** The content of an element for unescaped markup (XHTML, RFC 4287 section 3.1.1.3). */
  static @Nullable String markup(XmlElement element) {
    return FeedValues.blankToNull(new InnerMarkup(true).of(element));
  }

  private String of(XmlElement element) {
    content(element, null);
    return out.toString();
  }

  private void content(XmlElement element, @Nullable BaseUrl base) {
    for (XmlNode node : element.content()) {
      if (node instanceof XmlElement child) {
        element(child, base);
      } else if (node instanceof XmlNode.Text text) {
        out.append(escaped ? HtmlEscape.text(text.value()) : text.value());
      }
    }
  }

  private void element(XmlElement element, @Nullable BaseUrl outer) {
    String declared = element.xmlAttribute("base");
    BaseUrl base =
        declared == null
            ? outer
            : outer == null ? new BaseUrl(declared, true) : outer.under(declared);
    out.append('<').append(element.local());
    element.attributes().forEach(attribute -> attribute(attribute, base));
    out.append('>');
    if (!VOID.contains(LowerCase.of(element.local()))) {
      content(element, base);
      out.append("</").append(element.local()).append('>');
    }
  }

  private void attribute(XmlElement.Attribute attribute, @Nullable BaseUrl base) {
    if (attribute.name().namespace().equals(XMLConstants.XML_NS_URI)) {
      return;
    }
    String value = attribute.value();
    String written =
        base != null && URL_ATTRIBUTES.contains(attribute.name().local())
            ? FeedValues.first(base.absolute(value), value)
            : value;
    out.append(' ').append(attribute.name().qualified()).append("=\"");
    out.append(HtmlEscape.attribute(String.valueOf(written))).append('"');
  }
}
