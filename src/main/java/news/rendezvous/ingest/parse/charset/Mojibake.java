package news.rendezvous.ingest.parse.charset;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Mojibake: UTF-8 that was decoded as windows-1252 and encoded as UTF-8 again. It is undone only
 * where a whole document is affected: an intended {@code Ã©} stands beside other characters.
 */
final class Mojibake {

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private Mojibake() {}

  static String undone(String text) {
    if (!startsWithLeadByte(text)) {
      return text;
    }
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      int b = windows1252(text.charAt(i));
      if (b < 0) {
        return text;
      }
      bytes.put((byte) b);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      return text; // no mojibake
    }
  }

  /** True if the first character beyond ASCII can be a lead byte of UTF-8. */
  private static boolean startsWithLeadByte(String text) {
    for (int i = 0; i < text.length() - 1; i++) {
      char c = text.charAt(i);
      if (c > 0x7F) {
        return c >= 0xC2 && c <= 0xF4 && text.charAt(i + 1) > 0x7F;
      }
    }
    return false;
  }

  /** The byte of a character in windows-1252; -1 if it has none. */
  private static int windows1252(char c) {
    if (c <= 0xFF) { // the five unassigned bytes are control characters
      return c;
    }
    byte[] bytes = String.valueOf(c).getBytes(WINDOWS_1252);
    return bytes[0] == '?' ? -1 : bytes[0] & 0xFF;
  }
}
