package news.rendezvous.dedup;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import news.rendezvous.item.Alias.Match;
import org.jspecify.annotations.Nullable;

/**
 * Counter of decisions by type and by the alias that matched. An aborted transaction is counted
 * again when its records are processed again.
 */
final class DedupMetrics {

  private final MeterRegistry registry;

  DedupMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void decided(Decision decision, @Nullable Match match) {
    count(decision.type(), match == null ? "none" : match.name().toLowerCase(Locale.ROOT), 1);
  }

  void expired(int stories) {
    count("forgotten", "none", stories);
  }

  private void count(String decision, String match, int times) {
    Counter.builder("rendezvous.dedup")
        .description("Entries by what was decided, and by the alias that matched")
        .tags("decision", decision, "match", match)
        .register(registry)
        .increment(times);
  }
}
