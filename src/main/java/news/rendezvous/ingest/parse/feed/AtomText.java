package news.rendezvous.ingest.parse.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.xml.XmlElement;
import news.rendezvous.item.text.LowerCase;
import org.jspecify.annotations.Nullable;

/** Reader of Atom text constructs: RFC 4287 sections 3.1 and 4.1.3; type and mode of Atom 0.3. */
final class AtomText {

  private AtomText() {}

  /** The text of a construct; null for an empty one and for content of other media types. */
  static @Nullable Markup read(XmlElement construct) {
    String type = normalized(construct.attribute("type"), "text");
    String mode = normalized(construct.attribute("mode"), "");
    boolean elements = construct.hasChildren();
    if (elements && (type.contains("xhtml") || mode.equals("xml") || isXml(type))) {
      return of(InnerMarkup.markup(withoutWrapper(construct)), true);
    }
    if (mode.equals("base64") || (!isText(type) && !elements)) {
      return binary(construct.text(), type);
    }
    // Elements in plain text or escaped HTML are intended as markup.
    return of(InnerMarkup.text(construct), elements || type.contains("html") || mode.equals("xml"));
  }

  private static String normalized(@Nullable String content, String absent) {
    return LowerCase.of((content == null ? absent : content).strip());
  }

  private static @Nullable Markup of(@Nullable String value, boolean html) {
    return value == null ? null : new Markup(value, html);
  }

  // RFC 4287 section 3.1.1.3: the div around XHTML is not part of the content.
  private static XmlElement withoutWrapper(XmlElement construct) {
    List<XmlElement> children = construct.children();
    boolean wrapped =
        children.size() == 1 && children.get(0).local().equals("div") && construct.text().isBlank();
    return wrapped ? children.get(0) : construct;
  }

  private static boolean isXml(String type) {
    return type.endsWith("/xml") || type.endsWith("+xml");
  }

  private static boolean isText(String type) {
    return type.isEmpty() || type.startsWith("text") || type.contains("html") || isXml(type);
  }

  /** Base64 content (RFC 4287 section 4.1.3.3), used only where it decodes to text. */
  private static @Nullable Markup binary(String content, String type) {
    return decoded(content.strip())
        .map(text -> new Markup(text.strip(), !type.equals("text/plain")))
        .orElseGet(
            () ->
                of(
                    type.startsWith("application/json") ? FeedValues.blankToNull(content) : null,
                    false));
  }

  private static Optional<String> decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s+", ""));
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean readable = text.chars().noneMatch(c -> c < ' ' && !Character.isWhitespace(c));
      return readable && !text.isBlank() ? Optional.of(text) : Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty(); // not base64, or not text
    }
  }
}
