package news.rendezvous.ingest.parse.entry;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a feed asks to be polled.
 *
 * @param timeToLive how long it asks to be left alone (RSS ttl, sy:updatePeriod)
 * @param skipHours hours of the day, 0 to 23 in GMT, in which it asks not to be read
 * @param skipDays days of the week, in GMT, on which it asks not to be read
 */
public record PollingHints(
    @Nullable Duration timeToLive, List<Integer> skipHours, List<DayOfWeek> skipDays) {

  public PollingHints {
    skipHours = List.copyOf(skipHours);
    skipDays = List.copyOf(skipDays);
  }

  /** Whether it asks not to be read then. RSS 2.0, skipHours and skipDays: both are in GMT. */
  public boolean skips(Instant time) {
    OffsetDateTime inGmt = time.atOffset(ZoneOffset.UTC);
    return skipHours.contains(inGmt.getHour()) || skipDays.contains(inGmt.getDayOfWeek());
  }
}
