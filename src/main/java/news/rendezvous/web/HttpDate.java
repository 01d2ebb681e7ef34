package news.rendezvous.web;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time as answers tell it. It is written once a second, whoever asks. */
@Singleton
public class HttpDate {

  /** Name of the header that says when an answer was sent, RFC 9110 section 6.6.1. */
  public static final String HEADER = "Date";

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private volatile Second latest = new Second(0, of(Instant.EPOCH));

  @Inject
  HttpDate(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A second.
   *
   * @param number how many after 1970 began
   * @param text the form of it in a header, always of the same length
   */
  public record Second(long number, String text) {}

  /** The form of a time in a header, IMF-fixdate of RFC 9110 section 5.6.7. */
  public static String of(Instant time) {
    return FORM.format(time);
  }

  /**
   * The second that it is, the same object as long as it lasts. The clock is asked each time: no
   * document may have been modified after the date of its answer (RFC 9110 section 8.8.2.1), as it
   * would seem where a timer comes late.
   */
  public Second now() {
    long number = Math.floorDiv(clock.millis(), 1_000);
    Second now = latest;
    if (now.number() != number) {
      now = new Second(number, of(Instant.ofEpochSecond(number)));
      latest = now;
    }
    return now;
  }
}
