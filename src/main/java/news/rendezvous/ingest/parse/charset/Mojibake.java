package news.rendezvous.ingest.parse.charset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 that was taken for windows-1252 and written as UTF-8 once more. It is undone where all of a
 * document is such: text that means its {@code Ã©} has other characters beside it.
 */
final class Mojibake {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private Mojibake() {}

  static String undone(String text) {
    if (!startsLikeOne(text)) {
      return text;
    }
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      int written = oneByte(text.charAt(i));
      if (written < 0) {
        return text;
      }
      bytes.put((byte) written);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      return text; // it means what it says
    }
  }

  /** Whether the first character beyond ASCII could be the first byte of one in UTF-8. */
  private static boolean startsLikeOne(String text) {
    for (int i = 0; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        return c >= 0xC2 && c <= 0xF4 && text.charAt(i + 1) > 0x7F;
      }
    }
    return false;
  }

  /** The byte that stands for a character in windows-1252; -1 where there is none. */
  private static int oneByte(char c) {
    if (c <= 0xFF) { // the five bytes without a meaning are kept as control characters
      return c;
    }
    byte[] bytes = String.valueOf(c).getBytes(WINDOWS_1252);
    return bytes[0] == '?' ? -1 : bytes[0] & 0xFF;
  }
}
