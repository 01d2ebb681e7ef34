package news.rendezvous.poll;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.poll.PollState.Backlog;
import news.rendezvous.poll.PollState.Overrun;
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
  private final Counter overruns;

  @Inject
  PollLog(MeterRegistry metrics) {
    this.metrics = metrics;
    this.overruns =
        Counter.builder("rendezvous.overrun")
            .description("Polls whose document had nothing but new entries: some may be lost")
            .register(metrics);
  }

  void polled(Attempt attempt, Harvest harvest, PollReport report) {
    measure(harvest, report);
    if (attempt.page() != null) {
      olderPage(attempt, attempt.page(), harvest, report);
      return;
    }
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
    Overrun overrun = harvest.memory().overrun();
    if (overrun != null && !overrun.equals(attempt.memory().overrun())) {
      overran(attempt, harvest, report);
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

  private void overran(Attempt attempt, Harvest harvest, PollReport report) {
    overruns.increment();
    boolean repairable = harvest.memory().backlog() != null;
    LOG.warnf(
        "All entries are new, some may have come and gone since the poll before:"
            + " source=%s entries=%d older_pages=%s",
        attempt.source().id(), report.entries(), repairable ? "followed" : "none");
  }

  private static void olderPage(Attempt attempt, Backlog page, Harvest harvest, PollReport report) {
    LOG.infof(
        "Older page read: source=%s outcome=%s changed=%d left=%d url=%s%s",
        attempt.source().id(),
        report.outcome().label(),
        report.changed(),
        harvest.memory().backlog() == null ? 0 : page.left() - 1,
        page.url(),
        harvest.error() == null ? "" : " reason=" + harvest.error());
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
        .record((double) harvest.transfer().wireBytes());
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

  void moved(Source source, String to) {
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
