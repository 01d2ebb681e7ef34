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

/** The text constructs of Atom: RFC 4287 sections 3.1 and 4.1.3, and type and mode of Atom 0.3. */
final class AtomText {

  private AtomText() {}

  /** The text of a construct; null for an empty one, and for files of other kinds. */
  static @Nullable Markup read(XmlElement construct) {
    String type = label(construct.attribute("type"), "text");
    String mode = label(construct.attribute("mode"), "");
    boolean elements = construct.hasChildren();
    if (elements && (type.contains("xhtml") || mode.equals("xml") || isXml(type))) {
      return of(InnerMarkup.markup(withoutWrapper(construct)), true);
    }
    if (mode.equals("base64") || (!isText(type) && !elements)) {
      return binary(construct.text(), type);
    }
    // Elements in what claims to be plain text or escaped HTML were meant to be markup.
    return of(InnerMarkup.text(construct), elements || type.contains("html") || mode.equals("xml"));
  }

  private static String label(@Nullable String written, String otherwise) {
    return LowerCase.of((written == null ? otherwise : written).strip());
  }

  private static @Nullable Markup of(@Nullable String value, boolean html) {
    return value == null ? null : new Markup(value, html);
  }

  // RFC 4287 section 3.1.1.3: the div around xhtml is no part of it.
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

  /** RFC 4287 section 4.1.3.3: base64; what turns out to be text is read as such. */
  private static @Nullable Markup binary(String written, String type) {
    return decoded(written.strip())
        .map(text -> new Markup(text.strip(), !type.equals("text/plain")))
        .orElseGet(
            () ->
                of(type.startsWith("application/json") ? Texts.blankToNull(written) : null, false));
  }

  private static Optional<String> decoded(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.replaceAll("\\s+", ""));
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean readable = text.chars().noneMatch(c -> c < ' ' && !Character.isWhitespace(c));
      return readable && !text.isBlank() ? Optional.of(text) : Optional.empty();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return Optional.empty(); // no base64, or no text
    }
  }
}
