package news.rendezvous.admin.authentication;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Counts refused requests, and logs the first one and then one a minute at most. */
@ApplicationScoped
class RefusalLog {

  private static final Logger LOG = Logger.getLogger(RefusalLog.class);
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final Map<Refusal, Counter> counters = new EnumMap<>(Refusal.class);
  private Instant next = Instant.MIN;
  private long unlogged;

  @Inject
  RefusalLog(InstantSource clock, MeterRegistry meters) {
    this.clock = clock;
    for (Refusal refusal : Refusal.values()) {
      counters.put(
          refusal,
          Counter.builder("rendezvous.admin.refused")
              .description("Requests to /admin that were refused, by reason")
              .tag("reason", refusal.label())
              .register(meters));
    }
  }

  // Makes the bean, so that its counters are there from the start.
  void start(@Observes StartupEvent event) {}

  /**
   * Counts a refused request.
   *
   * @param client its address
   */
  void add(Refusal refusal, String client) {
    Objects.requireNonNull(counters.get(refusal)).increment();
    long count = toLog();
    if (count > 0) {
      LOG.warnf(
          "Requests to /admin were refused: count=%d reason=%s client=%s (the last one)",
          count, refusal.label(), client);
    }
  }

  /** The number of refused requests since the last line, this one included; 0 for no line. */
  private synchronized long toLog() {
    Instant now = clock.instant();
    unlogged++;
    if (now.isBefore(next)) {
      return 0;
    }
    next = now.plus(INTERVAL);
    long count = unlogged;
    unlogged = 0;
    return count;
  }
}
