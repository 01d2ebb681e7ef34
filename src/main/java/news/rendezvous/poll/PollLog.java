package news.rendezvous.poll;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.source.Source;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is said of polls: one line where there is something to say, and meters for each.
 *
 * <p>A failure is a warning when it begins and when it changes. That the same source fails in the
 * same way again is no news and said at level DEBUG, for a feed that is dead for a year must not
 * bury one that died today; the metrics count every failure. Its recovery is said once.
 */
@ApplicationScoped
class PollLog {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.poll");

  private final MeterRegistry metrics;

  @Inject
  PollLog(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void polled(Attempt attempt, Harvest harvest, PollReport report) {
    measure(harvest, report);
    if (!report.outcome().isSuccess()) {
      failed(attempt, harvest, report);
      return;
    }
    if (attempt.failures() > 0) {
      LOG.infof(
          "Source works again: source=%s outcome=%s failures=%d",
          attempt.source().id(), report.outcome().label(), attempt.failures());
    }
    Integer churn = harvest.memory().churn();
    if (churn != null && attempt.memory().churn() == null) {
      LOG.warnf("Guids cannot be trusted: source=%s churn=%d%%", attempt.source().id(), churn);
    }
    if (report.changed() > 0) {
      LOG.infof(
          "Poll brought news: source=%s entries=%d changed=%d bytes=%d ms=%d",
          attempt.source().id(),
          report.entries(),
          report.changed(),
          harvest.transfer().wireBytes(),
          report.took().toMillis());
    }
  }

  private void measure(Harvest harvest, PollReport report) {
    String outcome = report.outcome().label();
    Counter.builder("rendezvous.fetch")
        .description("Fetches of feeds by outcome")
        .tag("outcome", outcome)
        .register(metrics)
        .increment();
    Timer.builder("rendezvous.fetch.duration")
        .description("Time from the request for a feed to the end of its body")
        .tag("outcome", outcome)
        .register(metrics)
        .record(harvest.transfer().took());
    DistributionSummary.builder("rendezvous.fetch.bytes")
        .description("Bytes of the body of a feed on the wire")
        .tag("outcome", outcome)
        .register(metrics)
        .record(harvest.transfer().wireBytes());
    Timer.builder("rendezvous.poll.duration")
        .description("Time of a poll, until Kafka has acknowledged its entries")
        .tag("outcome", outcome)
        .register(metrics)
        .record(report.took());
  }

  private static void failed(Attempt attempt, Harvest harvest, PollReport report) {
    Outcome before = attempt.state() == null ? null : attempt.state().health().outcome();
    LOG.logf(
        report.outcome() == before ? Logger.Level.DEBUG : Logger.Level.WARN,
        "Poll failed: source=%s outcome=%s bytes=%d ms=%d reason=%s",
        attempt.source().id(),
        report.outcome().label(),
        harvest.transfer().wireBytes(),
        report.took().toMillis(),
        harvest.error());
  }

  void moved(Source source, URI to) {
    LOG.infof("Source moved for good: source=%s from=%s to=%s", source.id(), source.url(), to);
  }

  /** An entry was left out because no record could hold it. */
  void tooLarge(Source source, ParsedEntry entry, Throwable failure) {
    countDropped();
    LOG.warnf(
        "Entry left out, it is too large: source=%s link=%s reason=%s",
        source.id(), start(entry.link()), failure.getMessage());
  }

  private void countDropped() {
    Counter.builder("rendezvous.entries.dropped")
        .description("Entries left out because no record can hold them, or because of a bug")
        .register(metrics)
        .increment();
  }

  /** An entry was left out because of a bug, which the stack trace tells of. */
  void dropped(Source source, ParsedEntry entry, Throwable failure) {
    countDropped();
    LOG.errorf(
        failure,
        "Entry left out: source=%s guid=%s link=%s",
        source.id(),
        entry.guid(),
        entry.link());
  }

  private static @Nullable String start(@Nullable String text) {
    return text == null || text.length() <= 200 ? text : text.substring(0, 200) + '…';
  }
}
