package news.rendezvous.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import news.rendezvous.parse.ParsedEntry;
import org.jspecify.annotations.Nullable;

/**
 * How often the stories of a source come.
 *
 * @param gap the median time between its newest stories
 * @param newest when the newest was published
 */
public record Rhythm(Duration gap, Instant newest) {

  /** Stories that count: enough for a median, few enough to follow a change. */
  private static final int LEAST = 5;

  private static final int MOST = 20;

  /** The rhythm of a document; null where too few of its entries say when they were published. */
  static @Nullable Rhythm of(List<ParsedEntry> entries, Instant now) {
    List<Instant> newestFirst =
        entries.stream()
            .flatMap(entry -> published(entry).stream())
            .filter(time -> !time.isAfter(now))
            .distinct() // what comes at once comes once
            .sorted(Comparator.reverseOrder())
            .limit(MOST)
            .toList();
    return newestFirst.size() < LEAST
        ? null
        : new Rhythm(medianGap(newestFirst), newestFirst.get(0));
  }

  // A date that says no instant (without zone, say) is left out: others of the feed may do.
  private static Optional<Instant> published(ParsedEntry entry) {
    try {
      return Optional.ofNullable(entry.published()).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration medianGap(List<Instant> newestFirst) {
    List<Duration> gaps =
        IntStream.range(1, newestFirst.size())
            .mapToObj(n -> Duration.between(newestFirst.get(n), newestFirst.get(n - 1)))
            .sorted()
            .toList();
    return gaps.get(gaps.size() / 2);
  }

  /** The time from story to story to reckon with now: a silence that lasts is a slower rhythm. */
  Duration pace(Instant now) {
    Duration silence = Duration.between(newest, now);
    return silence.compareTo(gap) > 0 ? silence : gap;
  }
}
