package news.rendezvous.ingest.parse.entry;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Polling hints of a feed.
 *
 * @param timeToLive shortest interval between polls (RSS ttl, sy:updatePeriod)
 * @param skipHours hours of the day without polls, 0 to 23 in GMT (RSS skipHours)
 * @param skipDays days of the week without polls, in GMT (RSS skipDays)
 */
public record PollingHints(
    @Nullable Duration timeToLive, List<Integer> skipHours, List<DayOfWeek> skipDays) {

  public PollingHints {
    skipHours = List.copyOf(skipHours);
    skipDays = List.copyOf(skipDays);
  }

  /** True if the hints exclude a poll at a time (RSS 2.0, skipHours and skipDays). */
  public boolean skips(Instant time) {
    OffsetDateTime inGmt = time.atOffset(ZoneOffset.UTC);
    return skipHours.contains(inGmt.getHour()) || skipDays.contains(inGmt.getDayOfWeek());
  }
}
