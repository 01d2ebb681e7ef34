package news.rendezvous.ingest.poll;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.source.PollOutcome;

/** Meters of polls. They count every failure, of which {@link PollLog} writes the first. */
@ApplicationScoped
class PollMetrics {

  private final MeterRegistry metrics;
  private final Map<PollOutcome, Counter> fetches = new EnumMap<>(PollOutcome.class);
  private final Map<PollOutcome, OutcomeMeters> byOutcome = new ConcurrentHashMap<>();
  private final Counter overruns;
  private final Counter dropped;
  private final Counter retracted;

  @Inject
  PollMetrics(MeterRegistry metrics) {
    this.metrics = metrics;
    this.overruns =
        Counter.builder("rendezvous.overrun")
            .description("Polls whose document had nothing but new entries: some may be lost")
            .register(metrics);
    this.dropped =
        Counter.builder("rendezvous.entries.dropped")
            .description("Entries left out because no record can hold them, or because of a bug")
            .register(metrics);
    this.retracted =
        Counter.builder("rendezvous.entries.retracted")
            .description("Entries that feeds deleted, or left out of a complete feed")
            .register(metrics);
    for (PollOutcome outcome : PollOutcome.values()) {
      fetches.put(
          outcome,
          Counter.builder("rendezvous.fetch")
              .description("Fetches of feeds by outcome")
              .tag("outcome", outcome.label())
              .register(metrics));
    }
  }

  /** Meters of one outcome, made at its first poll and kept: a look-up by tags costs more. */
  private record OutcomeMeters(
      Counter fetches, Timer fetchDuration, DistributionSummary fetchBytes, Timer pollDuration) {}

  // Makes the bean, so that its counters are there before the first poll.
  void start(@Observes StartupEvent event) {}

  void polled(PollContent content, PollAnswer.Polled result) {
    OutcomeMeters meters = byOutcome.computeIfAbsent(result.outcome(), this::meters);
    meters.fetches().increment();
    meters.fetchDuration().record(content.transfer().took());
    meters.fetchBytes().record((double) content.transfer().wireBytes());
    meters.pollDuration().record(result.took());
  }

  private OutcomeMeters meters(PollOutcome outcome) {
    return new OutcomeMeters(
        Objects.requireNonNull(fetches.get(outcome)),
        Timer.builder("rendezvous.fetch.duration")
            .description("Time from the request for a feed to the end of its body")
            .tag("outcome", outcome.label())
            .register(metrics),
        DistributionSummary.builder("rendezvous.fetch.bytes")
            .description("Bytes of the body of a feed on the wire")
            .tag("outcome", outcome.label())
            .register(metrics),
        Timer.builder("rendezvous.poll.duration")
            .description("Time of a poll, until Kafka has acknowledged its entries")
            .tag("outcome", outcome.label())
            .register(metrics));
  }

  void overran() {
    overruns.increment();
  }

  void retracted(int entries) {
    retracted.increment(entries);
  }

  void dropped() {
    dropped.increment();
  }
}
