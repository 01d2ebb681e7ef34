package news.rendezvous.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time as the page says it; the script says it again in the reader's zone.
 *
 * @param iso for programs, RFC 3339 in UTC
 * @param words for people, in UTC
 */
record Moment(String iso, String words) {

  private static final DateTimeFormatter WORDS =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static Moment of(Instant time) {
    return new Moment(time.truncatedTo(ChronoUnit.SECONDS).toString(), WORDS.format(time));
  }

  static @Nullable Moment ofNullable(@Nullable Instant time) {
    return time == null ? null : of(time);
  }
}
