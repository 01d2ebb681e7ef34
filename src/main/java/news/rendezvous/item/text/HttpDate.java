package news.rendezvous.item.text;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** HTTP-date of RFC 9110 section 5.6.7. */
public final class HttpDate {

  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  /** The preferred form, IMF-fixdate. */
  public static String format(Instant time) {
    return IMF_FIXDATE.format(time);
  }

  /** A date in any of the three forms that a recipient must accept; null for anything else. */
  public static @Nullable Instant parse(@Nullable String text) {
    Date date = text == null ? null : DateFormatter.parseHttpDate(text);
    return date == null ? null : date.toInstant();
  }
}
