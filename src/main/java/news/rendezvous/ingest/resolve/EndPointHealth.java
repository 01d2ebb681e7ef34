package news.rendezvous.ingest.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.resolve.answer.AnswerKind.Outcome;
import news.rendezvous.ingest.resolve.answer.EndPoint;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Health of end points: a counter of their answers, and one warning for each host that fails
 * instead of one for each of its references.
 */
final class EndPointHealth {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.resolve");

  private static final String OTHER = "other";

  private final ResolveConfig config;
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private final Set<String> counted = ConcurrentHashMap.newKeySet();
  private final Set<String> fromZero = ConcurrentHashMap.newKeySet();
  private final Cache<String, Failing> failing;

  /**
   * Failures of a host.
   *
   * @param announced true if this series of failures was logged; those of a flapping host are not
   *     logged each time
   */
  private record Failing(boolean announced, Instant warned, int failures) {

    boolean failing() {
      return failures > 0;
    }
  }

  EndPointHealth(ResolveConfig config, MeterRegistry metrics, InstantSource clock) {
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    this.failing = Caffeine.newBuilder().maximumSize(config.maxRemembered()).build();
  }

  /**
   * Registers the counters of a host that is about to be requested: Prometheus sees no increase in
   * a series that begins at one.
   */
  void requesting(EndPoint endPoint) {
    String host = label(HostKey.of(endPoint.url()).toString());
    if (fromZero.add(host)) {
      for (Outcome outcome : Outcome.values()) {
        outcome.kinds().forEach(kind -> counter(host, kind, outcome));
      }
    }
  }

  private Counter counter(String host, String kind, Outcome outcome) {
    return Counter.builder("rendezvous.resolve")
        .description("Answers of getUrls end points by host, kind of answer and outcome")
        .tag("host", host)
        .tag("kind", kind)
        .tag("outcome", outcome.label())
        .register(metrics);
  }

  void answered(EndPoint endPoint, EndPointAnswer answer) {
    String host = HostKey.of(endPoint.url()).toString();
    counter(label(host), answer.label(), outcome(answer)).increment();
    if (answer instanceof EndPointAnswer.Failed failed) {
      failing.asMap().compute(host, (x, before) -> failed(endPoint, failed, before));
    } else {
      failing.asMap().computeIfPresent(host, EndPointHealth::recovered);
    }
  }

  // Bounded cardinality: each label is a time series, and stories may name any number of hosts.
  private String label(String host) {
    boolean known =
        counted.contains(host) || (counted.size() < config.maxMeteredHosts() && counted.add(host));
    return known ? host : OTHER;
  }

  private static Outcome outcome(EndPointAnswer answer) {
    if (answer instanceof EndPointAnswer.Resolved) {
      return Outcome.RESOLVED;
    }
    return answer instanceof EndPointAnswer.Absent ? Outcome.ABSENT : Outcome.FAILED;
  }

  private Failing failed(
      EndPoint endPoint, EndPointAnswer.Failed failed, @Nullable Failing before) {
    Instant now = clock.instant();
    boolean announce =
        before == null
            || (!before.failing()
                && Duration.between(before.warned(), now).compareTo(config.warnAgain()) >= 0);
    if (announce) {
      LOG.warnf(
          "Reference end point fails, its references stay unresolved for now:"
              + " end_point=%s answer=%s reason=%s",
          endPoint, failed.label(), failed.error());
    }
    return before == null
        ? new Failing(true, now, 1)
        : new Failing(
            announce || (before.failing() && before.announced()),
            announce ? now : before.warned(),
            before.failures() + 1);
  }

  private static Failing recovered(String host, Failing before) {
    if (before.failing() && before.announced()) {
      LOG.infof("Reference end point answers again: host=%s failures=%d", host, before.failures());
    }
    return new Failing(false, before.warned(), 0);
  }
}
