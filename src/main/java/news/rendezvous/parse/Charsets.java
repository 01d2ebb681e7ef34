package news.rendezvous.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to characters. A byte order mark decides alone; then come UTF-8, which nothing else looks
 * like by chance, the charset of HTTP, that of the XML declaration, and what the bytes look like. A
 * declaration that the bytes contradict counts as none.
 */
final class Charsets {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final char REPLACEMENT = '\uFFFD';
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

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
    List<Charset> declared = DeclaredCharsets.of(bytes, contentType).toList();
    // No other encoding gives valid UTF-8 by chance in a text of any length, so a declaration that
    // says something else is a server's default.
    Optional<String> utf8 =
        utf8(bytes).filter(text -> declared.stream().noneMatch(Charsets::isSevenBit));
    return utf8.map(Mojibake::undone).orElseGet(() -> legacy(bytes, declared));
  }

  private static boolean isSevenBit(Charset charset) {
    return charset.name().startsWith("ISO-2022");
  }

  private static String legacy(byte[] bytes, List<Charset> declared) {
    BodyBytes body = BodyBytes.of(bytes);
    return mostly(bytes, Stream.of(StandardCharsets.UTF_8))
        .or(() -> believed(bytes, declared, body))
        .or(() -> mostly(bytes, body.lookLike().stream()))
        .or(() -> mostly(bytes, declared.stream()))
        .orElseGet(() -> lenient(bytes, WINDOWS_1252));
  }

  /** The first declaration that the bytes bear out. */
  private static Optional<String> believed(byte[] bytes, List<Charset> declared, BodyBytes body) {
    return declared.stream()
        // A server's default is of one byte a character, which fits anything.
        .sorted(Comparator.comparing(charset -> !isMultiByte(charset)))
        .filter(charset -> !charset.equals(WINDOWS_1252) || body.isMostlyAscii())
        .flatMap(charset -> strict(bytes, charset).stream())
        .findFirst();
  }

  private static boolean isMultiByte(Charset charset) {
    return charset.newEncoder().maxBytesPerChar() > 1;
  }

  /** The lenient decoder is many times faster, and leaves a mark where it was lenient. */
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
      return Optional.empty(); // not written in this charset
    }
  }

  private static String lenient(byte[] bytes, Charset charset) {
    return new String(bytes, charset);
  }

  /** A cut or broken character here and there must not turn the rest into another language. */
  private static Optional<String> mostly(byte[] bytes, Stream<Charset> charsets) {
    return charsets
        .map(charset -> lenient(bytes, charset))
        .filter(Charsets::isMostlyReadable)
        .findFirst();
  }

  private static boolean isMostlyReadable(String text) {
    long foreign = text.chars().filter(c -> c > 0x7F).count();
    long broken = text.chars().filter(c -> c == REPLACEMENT).count();
    return broken * 4 <= foreign;
  }
}
