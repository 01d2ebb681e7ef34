package news.rendezvous.ingest.parse.charset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.text.CharsetLabels;
import org.jspecify.annotations.Nullable;

/**
 * Decoder of documents. Precedence: byte order mark of UTF-16 or UTF-32, valid UTF-8 (other
 * charsets are not valid UTF-8 by chance), charset of HTTP, XML declaration, detection by the
 * bytes. A declaration that the bytes contradict is ignored.
 */
public final class DocumentDecoder {

  private static final char REPLACEMENT = '\uFFFD';

  /** ISO-2022-JP with the extensions of Windows, which Japanese mail and pages use. */
  private static final Charset ISO_2022_JP = Charset.forName("x-windows-iso2022jp");

  /** Escape sequence that every text in ISO-2022-JP contains (RFC 1468). */
  private static final String TO_KANJI = "\u001B$";

  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

  private DocumentDecoder() {}

  /**
   * The text of a document.
   *
   * @param contentType value of Content-Type, unparsed
   */
  public static String decode(byte[] bytes, @Nullable String contentType) {
    String text =
        byMark(bytes)
            .or(() -> byPattern(bytes))
            .map(charset -> lenient(bytes, charset))
            .or(() -> utf8(bytes).map(DocumentDecoder::unwrapped))
            .orElseGet(() -> legacy(bytes, contentType));
    return withoutMark(text);
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  // The mark of UTF-8 is no proof: some documents in other charsets begin with it.
  private static Optional<Charset> byMark(byte[] b) {
    if (startsWith(b, 0xFF, 0xFE, 0, 0)) {
      return Optional.of(UTF_32LE);
    }
    if (startsWith(b, 0, 0, 0xFE, 0xFF)) {
      return Optional.of(UTF_32BE);
    }
    if (startsWith(b, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return startsWith(b, 0xFE, 0xFF) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
  }

  // XML 1.0 appendix F.1: the zero bytes around "<" or "{" and a second character of ASCII show the
  // width of a character. A single zero byte elsewhere is a stray one.
  private static Optional<Charset> byPattern(byte[] b) {
    if (b.length < 4) {
      return Optional.empty();
    }
    String zeros =
        IntStream.range(0, 4).mapToObj(i -> b[i] == 0 ? "0" : "x").collect(Collectors.joining());
    return switch (zeros) {
      case "000x" -> Optional.of(UTF_32BE);
      case "x000" -> Optional.of(UTF_32LE);
      case "0x0x" -> Optional.of(StandardCharsets.UTF_16BE);
      case "x0x0" -> Optional.of(StandardCharsets.UTF_16LE);
      default -> Optional.empty();
    };
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Valid UTF-8, decoded once more where it is ISO-2022-JP or {@link Mojibake}. */
  private static String unwrapped(String text) {
    boolean escapes = text.contains(TO_KANJI);
    return escapes && text.chars().allMatch(c -> c < 0x80)
        ? new String(text.getBytes(StandardCharsets.US_ASCII), ISO_2022_JP)
        : Mojibake.undone(text);
  }

  private static String legacy(byte[] bytes, @Nullable String contentType) {
    List<Charset> declared = DeclaredCharsets.of(bytes, contentType).toList();
    Optional<Charset> script = ScriptDetector.detect(bytes);
    return mostlyUtf8(bytes, declared)
        .or(() -> valid(bytes, declared, script.isPresent()))
        .or(() -> mostly(bytes, script.stream()))
        .or(() -> mostly(bytes, declared.stream()))
        .orElseGet(() -> LenientUtf8.decode(bytes));
  }

  /** The text by the first declaration under which all bytes are valid. */
  private static Optional<String> valid(byte[] bytes, List<Charset> declared, boolean script) {
    return declared.stream()
        // Any bytes are valid in most single-byte charsets. windows-1252 is the default of servers
        // and templates, and so is not trusted for a text in another script.
        .sorted(Comparator.comparing(charset -> !isWide(charset)))
        .filter(charset -> !(script && charset.equals(LenientUtf8.WINDOWS_1252)))
        .flatMap(charset -> strict(bytes, charset).stream())
        .findFirst();
  }

  private static boolean isWide(Charset charset) {
    return charset.newEncoder().maxBytesPerChar() > 1;
  }

  /** Valid UTF-8. The lenient decoder is many times faster, and U+FFFD shows its corrections. */
  private static Optional<String> utf8(byte[] bytes) {
    String text = lenient(bytes, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0
        ? Optional.of(text)
        : strict(bytes, StandardCharsets.UTF_8);
  }

  private static Optional<String> strict(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty(); // another charset
    }
  }

  private static String lenient(byte[] bytes, Charset charset) {
    return new String(bytes, charset);
  }

  /** UTF-8 with a few malformed sequences, which must not change the charset of the rest. */
  private static Optional<String> mostlyUtf8(byte[] bytes, List<Charset> declared) {
    String text = withoutMark(lenient(bytes, StandardCharsets.UTF_8));
    long broken = text.chars().filter(c -> c == REPLACEMENT).count();
    long valid = text.codePoints().filter(c -> c > 0x7F && c != REPLACEMENT).count();
    boolean isCandidate = declared.isEmpty() || declared.contains(StandardCharsets.UTF_8);
    // The first comparison is in bytes: multi-byte characters are not valid by chance. Without
    // another declaration, as many valid characters as malformed sequences suffice.
    return broken * 4 <= foreign(bytes) || (isCandidate && broken <= valid)
        ? Optional.of(LenientUtf8.decode(bytes))
        : Optional.empty();
  }

  private static long foreign(byte[] bytes) {
    long foreign = 0;
    for (int i = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0; i < bytes.length; i++) {
      foreign += bytes[i] < 0 ? 1 : 0;
    }
    return foreign;
  }

  private static Optional<String> mostly(byte[] bytes, Stream<Charset> charsets) {
    return charsets
        .map(charset -> lenient(bytes, charset))
        .filter(DocumentDecoder::isMostlyReadable)
        .findFirst();
  }

  private static boolean isMostlyReadable(String text) {
    long foreign = text.chars().filter(c -> c > 0x7F).count();
    long broken = text.chars().filter(c -> c == REPLACEMENT).count();
    return broken * 4 <= foreign;
  }

  /** Charsets declared by Content-Type (RFC 7303 section 3) and by the XML declaration. */
  private static final class DeclaredCharsets {

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
     * True if a charset is a superset of ASCII: a document without zero bytes is not in UTF-16, and
     * one that begins with markup is not in EBCDIC. Charsets with escape sequences (ISO 2022) are
     * excluded, as in the WHATWG Encoding Standard, section 14.1; ISO-2022-JP is detected by its
     * sequences.
     */
    private static boolean isPossible(Charset charset) {
      return charset.canEncode() // false for auto-detecting charsets of the JDK
          && !charset.name().contains("2022")
          && new String(MARKUP.getBytes(StandardCharsets.US_ASCII), charset).equals(MARKUP);
    }
  }
}
