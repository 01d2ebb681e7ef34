package news.rendezvous.ingest.parse.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Decoder of UTF-8 with errors. A stray byte among ASCII is read as windows-1252, in which many
 * feeds contain pasted text; any other malformed sequence becomes U+FFFD, since a truncated
 * character is lost. A document with more stray letters than non-ASCII characters of UTF-8 is in
 * windows-1252.
 */
final class LenientUtf8 {

  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private static final char REPLACEMENT = '\uFFFD';

  /**
   * Letters of windows-1252 that end no word and whose bytes begin most letters and quotation marks
   * in UTF-8: at the end of a word they are the rest of such a character.
   */
  private static final String BEGINNINGS = "ÂÃâ";

  private final byte[] bytes;
  private int strayLetters;

  /** Malformed sequences that became U+FFFD. */
  private int broken;

  private LenientUtf8(byte[] bytes) {
    this.bytes = bytes;
  }

  static String decode(byte[] bytes) {
    return new LenientUtf8(bytes).decode();
  }

  private String decode() {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length); // at least one byte a character
    int strays = 0;
    CoderResult result = utf8.decode(in, out, /* endOfInput= */ true);
    while (result.isMalformed()) {
      out.put(replacement(in.position(), result.length()));
      in.position(in.position() + result.length());
      strays++;
      result = utf8.decode(in, out, /* endOfInput= */ true);
    }
    String text = out.flip().toString();
    long valid = text.codePoints().filter(c -> c > 0x7F).count() - strays;
    return strayLetters > valid + broken ? new String(bytes, WINDOWS_1252) : text;
  }

  /** The replacement for a malformed sequence, which depends on the bytes around it. */
  private char replacement(int at, int length) {
    char c = length > 1 ? REPLACEMENT : windows1252(bytes[at]);
    int before = at == 0 ? ' ' : bytes[at - 1];
    int behind = at == bytes.length - 1 ? ' ' : bytes[at + 1];
    if (isAccented(c)) {
      boolean inWord =
          isAsciiLetter(behind) || (isAsciiLetter(before) && BEGINNINGS.indexOf(c) < 0);
      strayLetters += inWord ? 1 : 0;
      c = inWord ? c : REPLACEMENT;
    } else if (before < 0 || behind < 0) {
      c = REPLACEMENT;
    }
    broken += c == REPLACEMENT ? 1 : 0;
    return c;
  }

  private static char windows1252(byte b) {
    return new String(new byte[] {b}, WINDOWS_1252).charAt(0);
  }

  private static boolean isAccented(char c) {
    return c >= '\u00C0' && c <= '\u00FF' && Character.isLetter(c);
  }

  private static boolean isAsciiLetter(int b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }
}
