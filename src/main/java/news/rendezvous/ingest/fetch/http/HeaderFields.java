package news.rendezvous.ingest.fetch.http;

import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Parsing of header field values (RFC 9110 section 5). */
public final class HeaderFields {

  private HeaderFields() {}

  /** False for values with control characters other than tab (RFC 9110 section 5.5). */
  public static boolean isSafe(@Nullable String value) {
    if (value == null) {
      return true;
    }
    // A loop, since a stream is slow for each header of each response.
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
   * Restores a value that was sent in UTF-8 and decoded as ISO 8859-1; unchanged if its bytes are
   * no UTF-8.
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

  /** Parses delta-seconds; RFC 9111 section 1.2.2: greater numbers count as 2^31. */
  public static Duration seconds(String digits) {
    BigInteger most = BigInteger.ONE.shiftLeft(31);
    return Duration.ofSeconds(new BigInteger(digits).min(most).longValue());
  }
}
