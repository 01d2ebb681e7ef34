package news.rendezvous.dedup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import news.rendezvous.item.Match;
import org.jspecify.annotations.Nullable;

/**
 * Counts decisions by their type and by what the story was recognised by. What a transaction that
 * was aborted had counted is counted again.
 */
final class Tally {

  private final MeterRegistry metrics;

  Tally(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void decided(Decision decision, @Nullable Match match) {
    count(decision.type(), match == null ? "none" : match.name().toLowerCase(Locale.ROOT), 1);
  }

  void forgotten(int stories) {
    count("forgotten", "none", stories);
  }

  private void count(String decision, String match, int times) {
    Counter.builder("rendezvous.dedup")
        .description("Entries by what was decided, and by the alias that matched")
        .tags("decision", decision, "match", match)
        .register(metrics)
        .increment(times);
  }
}
