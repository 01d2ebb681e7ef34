package news.rendezvous.fetch;

import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is true of all header fields (RFC 9110 section 5). */
final class Headers {

  private Headers() {}

  /** Whether a value can stand in a header: RFC 9110 section 5.5 excludes controls but for tab. */
  static boolean isSafe(@Nullable String value) {
    if (value == null) {
      return true;
    }
    // A plain loop: each header of each response passes here.
    for (int i = 0; i < value.length(); i++) {
      if (isControl(value.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isControl(char c) {
    return (c < ' ' && c != '\t') || c == 0x7f;
  }

  /**
   * A value that a server wrote in UTF-8 and that was read as ISO 8859-1; as it is where its bytes
   * are no UTF-8.
   */
  static String utf8(String value) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(value)))
          .toString();
    } catch (CharacterCodingException e) {
      return value;
    }
  }

  /** Seconds; RFC 9111 section 1.2.2: a number too great is as good as 2^31. */
  static Duration seconds(String digits) {
    BigInteger most = BigInteger.ONE.shiftLeft(31);
    return Duration.ofSeconds(new BigInteger(digits).min(most).longValue());
  }
}
