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

  /** What every charset of a document that begins with these bytes makes of them. */
  private static final String MARKUP = "<?xml version=\"1.0\"?> <abc xyz='&#9;'/> {[,:]}";

  private DeclaredCharsets() {}

  /** Those of them that are known and possible, HTTP's first. */
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
   * Whether a charset has ASCII at its place: a document without zero bytes is not in UTF-16, one
   * that begins with markup not in EBCDIC. Those that switch by escape sequences, of which a
   * browser reads one and knows it by them, are none here: WHATWG Encoding Standard, section 14.1.
   */
  private static boolean isPossible(Charset charset) {
    return charset.canEncode() // else it is a guess under a name
        && !charset.name().contains("2022")
        && new String(MARKUP.getBytes(StandardCharsets.US_ASCII), charset).equals(MARKUP);
  }
}
