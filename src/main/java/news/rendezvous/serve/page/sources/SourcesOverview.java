package news.rendezvous.serve.page.sources;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Summary of sources.
 *
 * @param total number of sources
 * @param states number of sources by status, in order of urgency, without those that no source has
 * @param due number of sources whose poll is due
 * @param next time of the next poll; null if none is due later
 */
record SourcesOverview(int total, List<Count> states, long due, @Nullable RelativeTime next) {

  /**
   * The number of sources with a status.
   *
   * @param href URL of the list of these
   */
  record Count(StatusLabel state, long number, String href) {}

  static SourcesOverview of(List<SourceHealth> sources, String root, Instant now) {
    Map<StatusLabel, Long> counts =
        sources.stream().collect(Collectors.groupingBy(SourceHealth::state, Collectors.counting()));
    List<Instant> times = sources.stream().map(SourceHealth::due).filter(Objects::nonNull).toList();
    return new SourcesOverview(
        sources.size(),
        Arrays.stream(StatusLabel.values())
            .map(state -> count(state, counts.getOrDefault(state, 0L), root))
            .filter(count -> count.number() > 0)
            .toList(),
        times.stream().filter(time -> !time.isAfter(now)).count(),
        times.stream()
            .filter(time -> time.isAfter(now))
            .min(Comparator.naturalOrder())
            .map(time -> RelativeTime.of(time, now))
            .orElse(null));
  }

  private static Count count(StatusLabel state, long number, String root) {
    return new Count(state, number, root + "sources?state=" + state.key());
  }
}
