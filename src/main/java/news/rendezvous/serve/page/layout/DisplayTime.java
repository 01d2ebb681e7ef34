package news.rendezvous.serve.page.layout;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time for display, in UTC; the script replaces it by the reader's time zone.
 *
 * @param iso RFC 3339
 * @param words for people
 */
public record DisplayTime(String iso, String words) {

  private static final DateTimeFormatter WORDS =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  public static DisplayTime of(Instant time) {
    return new DisplayTime(time.truncatedTo(ChronoUnit.SECONDS).toString(), WORDS.format(time));
  }

  public static @Nullable DisplayTime ofNullable(@Nullable Instant time) {
    return time == null ? null : of(time);
  }
}
