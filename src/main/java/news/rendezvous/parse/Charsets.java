package news.rendezvous.parse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to characters. A byte order mark decides alone; then come the charset of HTTP (RFC 7303
 * section 3) and that of the XML declaration, UTF-8, and windows-1252 where nothing else fits. A
 * declaration that the bytes contradict counts as none.
 */
final class Charsets {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final int HEAD = 1024;

  private static final Pattern HTTP =
      Pattern.compile("charset\\s*=\\s*[\"']?([^\"';,\\s]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern XML =
      Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([^\"'>]{1,60})[\"']");

  /** WHATWG Encoding Standard: what these labels mean on the web is a superset of their name. */
  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("us-ascii", "windows-1252"),
          Map.entry("ascii", "windows-1252"),
          Map.entry("iso-8859-1", "windows-1252"),
          Map.entry("iso8859-1", "windows-1252"),
          Map.entry("latin1", "windows-1252"),
          Map.entry("latin-1", "windows-1252"),
          Map.entry("iso-8859-9", "windows-1254"),
          Map.entry("tis-620", "x-windows-874"),
          Map.entry("gb2312", "GB18030"),
          Map.entry("gb_2312-80", "GB18030"),
          Map.entry("gbk", "GB18030"),
          Map.entry("x-gbk", "GB18030"),
          Map.entry("big5", "Big5-HKSCS"),
          Map.entry("shift_jis", "windows-31j"),
          Map.entry("shift-jis", "windows-31j"),
          Map.entry("x-sjis", "windows-31j"),
          Map.entry("sjis", "windows-31j"),
          Map.entry("euc-kr", "x-windows-949"),
          Map.entry("ks_c_5601-1987", "x-windows-949"),
          Map.entry("utf8", "UTF-8"),
          Map.entry("unicode", "UTF-16LE"));

  private Charsets() {}

  static String decode(byte[] bytes, @Nullable String contentType) {
    Optional<Charset> certain = byMark(bytes).or(() -> byPattern(bytes));
    return certain
        .map(charset -> withoutMark(lenient(bytes, charset)))
        .orElseGet(() -> guess(bytes, contentType));
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Optional<Charset> byMark(byte[] b) {
    if (startsWith(b, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(StandardCharsets.UTF_8);
    }
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

  // XML 1.0 appendix F.1: the zero bytes around "<" or "{" tell the width of a character.
  private static Optional<Charset> byPattern(byte[] b) {
    if (b.length < 4 || (b[0] != 0 && b[1] != 0)) {
      return Optional.empty();
    }
    if (b[0] != 0) {
      return Optional.of(b[2] == 0 && b[3] == 0 ? UTF_32LE : StandardCharsets.UTF_16LE);
    }
    if (b[1] != 0) {
      return Optional.of(StandardCharsets.UTF_16BE);
    }
    return b[2] == 0 && b[3] != 0 ? Optional.of(UTF_32BE) : Optional.empty();
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

  private static String guess(byte[] bytes, @Nullable String contentType) {
    // No other encoding gives valid UTF-8 by chance in a text of any length, so a declaration that
    // says something else is a server's default.
    Optional<String> utf8 = strict(bytes, StandardCharsets.UTF_8);
    if (utf8.isPresent() && !declared(bytes, contentType).anyMatch(Charsets::isSevenBit)) {
      return utf8.get();
    }
    return declared(bytes, contentType)
        .flatMap(charset -> strict(bytes, charset).stream())
        .findFirst()
        .or(() -> utf8)
        .orElseGet(() -> leastDamaged(bytes, contentType));
  }

  private static boolean isSevenBit(Charset charset) {
    return charset.name().startsWith("ISO-2022");
  }

  private static Stream<Charset> declared(byte[] bytes, @Nullable String contentType) {
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    return Stream.of(
            label(HTTP.matcher(contentType == null ? "" : contentType)), label(XML.matcher(head)))
        .flatMap(Optional::stream)
        // A document without zero bytes is not written in these, whatever it says.
        .filter(charset -> !charset.name().startsWith("UTF-16"))
        .filter(charset -> !charset.name().startsWith("UTF-32"));
  }

  private static Optional<Charset> label(Matcher declaration) {
    if (!declaration.find()) {
      return Optional.empty();
    }
    String name = declaration.group(1).toLowerCase(Locale.ROOT);
    try {
      return Optional.of(Charset.forName(LABELS.getOrDefault(name, name)));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty(); // an unknown label says nothing
    }
  }

  private static Optional<String> strict(byte[] bytes, Charset charset) {
    try {
      CharBuffer text = charset.newDecoder().decode(ByteBuffer.wrap(bytes));
      return Optional.of(text.toString());
    } catch (CharacterCodingException e) {
      return Optional.empty(); // not written in this charset
    }
  }

  private static String lenient(byte[] bytes, Charset charset) {
    return new String(bytes, charset);
  }

  /** A cut or broken character here and there must not turn the rest into another language. */
  private static String leastDamaged(byte[] bytes, @Nullable String contentType) {
    return Stream.concat(declared(bytes, contentType), Stream.of(StandardCharsets.UTF_8))
        .map(charset -> lenient(bytes, charset))
        .filter(Charsets::isMostlyReadable)
        .findFirst()
        .orElseGet(() -> lenient(bytes, WINDOWS_1252));
  }

  private static boolean isMostlyReadable(String text) {
    long foreign = text.chars().filter(c -> c > 0x7F).count();
    long broken = text.chars().filter(c -> c == 0xFFFD).count();
    return broken * 4 <= foreign;
  }
}
