package news.rendezvous.dedup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import news.rendezvous.item.Alias.Match;
import org.jspecify.annotations.Nullable;

/** Counters of decisions, each from zero on. */
final class DedupMetrics {

  private static final String NONE = "none";
  private static final String FORGOTTEN = "forgotten";

  private final MeterRegistry metrics;

  DedupMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
    for (String decision :
        List.of(
            Decision.Change.PUBLISHED.type,
            Decision.Change.UPDATED.type,
            Decision.Change.DUPLICATED.type,
            Decision.UNCHANGED,
            Decision.WITHDRAWN,
            FORGOTTEN)) {
      counter(decision, NONE);
    }
    for (Match match : Match.values()) {
      counter(Decision.Change.UPDATED.type, label(match));
      counter(Decision.Change.DUPLICATED.type, label(match));
      counter(Decision.UNCHANGED, label(match));
    }
  }

  /**
   * Counts a decision. It is counted again when its transaction is aborted and its record is
   * processed again.
   */
  void decided(Decision decision, @Nullable Match match) {
    counter(decision.type(), match == null ? NONE : label(match)).increment();
  }

  void expired(int stories) {
    counter(FORGOTTEN, NONE).increment(stories);
  }

  private Counter counter(String decision, String match) {
    return Counter.builder("rendezvous.dedup")
        .description("Entries by the decision of the dedup stage and the alias that matched")
        .tags("decision", decision, "match", match)
        .register(metrics);
  }

  private static String label(Match match) {
    return match.name().toLowerCase(Locale.ROOT);
  }
}
