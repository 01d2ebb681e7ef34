package news.rendezvous.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /**
   * The rhythm of a document; null where too few of its entries have a time.
   *
   * @param arrivals when entries without a date were first seen, which counts in its place
   */
  static @Nullable Rhythm of(List<ParsedEntry> entries, List<Instant> arrivals, Instant now) {
    List<Instant> newestFirst =
        Stream.concat(entries.stream().flatMap(entry -> date(entry).stream()), arrivals.stream())
            .filter(time -> !time.isAfter(now))
            .distinct() // what comes at once comes once
            .sorted(Comparator.reverseOrder())
            .limit(MOST)
            .toList();
    return newestFirst.size() < LEAST
        ? null
        : new Rhythm(medianGap(newestFirst), newestFirst.get(0));
  }

  /**
   * The arrivals after a document: one more where it has new entries without a date.
   *
   * @param unseen its entries that are new
   */
  static List<Instant> arrivals(List<Instant> before, List<ParsedEntry> unseen, Instant now) {
    return unseen.stream().allMatch(entry -> date(entry).isPresent())
        ? before
        : Stream.concat(Stream.of(now), before.stream()).limit(MOST).toList();
  }

  private static Optional<Instant> date(ParsedEntry entry) {
    return instant(entry.published()).or(() -> instant(entry.updated()));
  }

  // A date that says no instant, without zone, say, is none.
  private static Optional<Instant> instant(@Nullable String date) {
    try {
      return Optional.ofNullable(date).map(Instant::parse);
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
