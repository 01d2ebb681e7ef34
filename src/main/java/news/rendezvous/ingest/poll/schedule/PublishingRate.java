package news.rendezvous.ingest.poll.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import org.jspecify.annotations.Nullable;

/**
 * Publishing rate of a source, as stored in the poll-state topic.
 *
 * @param gap median time between its newest stories
 */
public record PublishingRate(Duration gap, Instant newest) {

  private static final int MIN_STORIES = 5;

  /** Few, so that the rate follows a change soon. */
  private static final int MAX_STORIES = 20;

  /**
   * The publishing rate of a document; null if too few of its entries have a time.
   *
   * @param arrivals times at which entries without a date were first seen
   */
  public static @Nullable PublishingRate of(
      List<ParsedEntry> entries, List<Instant> arrivals, Instant now) {
    List<Instant> newestFirst =
        Stream.concat(entries.stream().flatMap(entry -> date(entry).stream()), arrivals.stream())
            .filter(time -> !time.isAfter(now))
            .distinct() // a batch counts as one story
            .sorted(Comparator.reverseOrder())
            .limit(MAX_STORIES)
            .toList();
    return newestFirst.size() < MIN_STORIES
        ? null
        : new PublishingRate(medianGap(newestFirst), newestFirst.get(0));
  }

  /** The arrivals after a document: one more if it has new entries without a date. */
  public static List<Instant> arrivals(
      List<Instant> before, List<ParsedEntry> unseen, Instant now) {
    return unseen.stream().allMatch(entry -> date(entry).isPresent())
        ? before
        : Stream.concat(Stream.of(now), before.stream()).limit(MAX_STORIES).toList();
  }

  private static Optional<Instant> date(ParsedEntry entry) {
    return exact(entry.published()).or(() -> exact(entry.updated()));
  }

  // A date without a zone is no instant.
  private static Optional<Instant> exact(@Nullable EntryDate date) {
    return date instanceof EntryDate.Exact exact ? Optional.of(exact.instant()) : Optional.empty();
  }

  private static Duration medianGap(List<Instant> newestFirst) {
    List<Duration> gaps =
        IntStream.range(1, newestFirst.size())
            .mapToObj(n -> Duration.between(newestFirst.get(n), newestFirst.get(n - 1)))
            .sorted()
            .toList();
    return gaps.get(gaps.size() / 2);
  }

  /** Expected time between stories: the median gap, or the silence since the newest if longer. */
  Duration expectedGap(Instant now) {
    Duration silence = Duration.between(newest, now);
    return silence.compareTo(gap) > 0 ? silence : gap;
  }

  /** Stories a day at a time; stories of the same second count as one. */
  public double perDay(Instant now) {
    return (double) Duration.ofDays(1).toMillis() / Math.max(1, expectedGap(now).toMillis());
  }
}
