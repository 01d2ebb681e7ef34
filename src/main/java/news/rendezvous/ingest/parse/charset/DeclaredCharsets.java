package news.rendezvous.ingest.parse.charset;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.text.CharsetLabels;
import org.jspecify.annotations.Nullable;

/** Charsets declared by Content-Type (RFC 7303 section 3) and by the XML declaration. */
final class DeclaredCharsets {

  private static final int HEAD = 1024;

  private static final Pattern XML =
      Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']\\s*([^\"'>]{1,60}?)\\s*[\"']");

  /** ASCII characters that every charset of a feed must decode to themselves. */
  private static final String MARKUP = "<?xml version=\"1.0\"?> <abc xyz='&#9;'/> {[,:]}";

  private DeclaredCharsets() {}

  /** The known charsets among them that fit a feed; that of HTTP first. */
  static Stream<Charset> of(byte[] bytes, @Nullable String contentType) {
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    return Stream.of(
            CharsetLabels.ofContentType(contentType),
            XML.matcher(head)
                .results()
                .findFirst()
                .flatMap(label -> CharsetLabels.of(label.group(1))))
        .flatMap(Optional::stream)
        .filter(DeclaredCharsets::isPossible);
  }

  /**
   * Tells whether a charset is a superset of ASCII: a document without zero bytes is not in UTF-16,
   * and one that begins with markup is not in EBCDIC. Charsets with escape sequences (ISO 2022) are
   * excluded, as in the WHATWG Encoding Standard, section 14.1; ISO-2022-JP is detected by its
   * sequences.
   */
  private static boolean isPossible(Charset charset) {
    return charset.canEncode() // false for auto-detecting charsets of the JDK
        && !charset.name().contains("2022")
        && new String(MARKUP.getBytes(StandardCharsets.US_ASCII), charset).equals(MARKUP);
  }
}
