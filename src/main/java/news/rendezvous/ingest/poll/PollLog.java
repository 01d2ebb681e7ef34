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
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.ingest.poll.state.Attempt;
import news.rendezvous.ingest.poll.state.OlderPages;
import news.rendezvous.ingest.poll.state.Overrun;
import news.rendezvous.item.url.UrlRedaction;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Log lines and meters of polls.
 *
 * <p>A failure is logged as a warning when it begins and when its outcome changes, and at level
 * DEBUG while it lasts: feeds that fail for months must not hide one that fails now. The meters
 * count every failure. Recovery is logged once.
 */
@ApplicationScoped
class PollLog {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.poll");

  private final MeterRegistry metrics;
  private final Map<PollOutcome, Counter> fetches = new EnumMap<>(PollOutcome.class);
  private final Counter overruns;
  private final Counter dropped;

  @Inject
  PollLog(MeterRegistry metrics) {
    this.metrics = metrics;
    this.overruns =
        Counter.builder("rendezvous.overrun")
            .description("Polls whose document had nothing but new entries: some may be lost")
            .register(metrics);
    this.dropped =
        Counter.builder("rendezvous.entries.dropped")
            .description("Entries left out because no record can hold them, or because of a bug")
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

  // Makes the bean, so that its counters are there before the first poll.
  void start(@Observes StartupEvent event) {}

  void polled(Attempt attempt, PollContent content, PollAnswer.Polled result) {
    measure(content, result);
    if (attempt.page() != null) {
      olderPage(attempt, attempt.page(), content, result);
      return;
    }
    if (!result.outcome().isSuccess()) {
      failed(attempt, content, result);
      return;
    }
    if (attempt.failures() > 0) {
      LOG.infof(
          "Source works again: source=%s outcome=%s failures=%d",
          attempt.source().id(), result.outcome().label(), attempt.failures());
    }
    Integer churn = content.memory().churn();
    if (churn != null && attempt.memory().churn() == null) {
      LOG.warnf(
          "Guids change from poll to poll: source=%s churn=%d%%", attempt.source().id(), churn);
    }
    Overrun overrun = content.memory().overrun();
    if (overrun != null && !overrun.equals(attempt.memory().overrun())) {
      overran(attempt, content, result);
    }
    if (result.changed() > 0) {
      LOG.infof(
          "Poll found new or changed entries: source=%s entries=%d changed=%d bytes=%d ms=%d",
          attempt.source().id(),
          result.entries(),
          result.changed(),
          content.transfer().wireBytes(),
          result.took().toMillis());
    }
  }

  private void overran(Attempt attempt, PollContent content, PollAnswer.Polled result) {
    overruns.increment();
    boolean repairable = content.memory().backlog() != null;
    LOG.warnf(
        "Overrun, all entries are new and others may have been missed since the previous poll:"
            + " source=%s entries=%d older_pages=%s",
        attempt.source().id(), result.entries(), repairable ? "followed" : "none");
  }

  private static void olderPage(
      Attempt attempt, OlderPages page, PollContent content, PollAnswer.Polled result) {
    LOG.infof(
        "Older page read: source=%s outcome=%s changed=%d left=%d url=%s%s",
        attempt.source().id(),
        result.outcome().label(),
        result.changed(),
        content.memory().backlog() == null ? 0 : page.left() - 1,
        UrlRedaction.of(page.url()),
        content.error() == null ? "" : " reason=" + UrlRedaction.of(content.error()));
  }

  private void measure(PollContent content, PollAnswer.Polled result) {
    String outcome = result.outcome().label();
    Objects.requireNonNull(fetches.get(result.outcome())).increment();
    Timer.builder("rendezvous.fetch.duration")
        .description("Time from the request for a feed to the end of its body")
        .tag("outcome", outcome)
        .register(metrics)
        .record(content.transfer().took());
    DistributionSummary.builder("rendezvous.fetch.bytes")
        .description("Bytes of the body of a feed on the wire")
        .tag("outcome", outcome)
        .register(metrics)
        .record((double) content.transfer().wireBytes());
    Timer.builder("rendezvous.poll.duration")
        .description("Time of a poll, until Kafka has acknowledged its entries")
        .tag("outcome", outcome)
        .register(metrics)
        .record(result.took());
  }

  private static void failed(Attempt attempt, PollContent content, PollAnswer.Polled result) {
    PollOutcome before = attempt.state() == null ? null : attempt.state().health().outcome();
    LOG.logf(
        result.outcome() == before ? Logger.Level.DEBUG : Logger.Level.WARN,
        "Poll failed: source=%s outcome=%s bytes=%d ms=%d reason=%s",
        attempt.source().id(),
        result.outcome().label(),
        content.transfer().wireBytes(),
        result.took().toMillis(),
        UrlRedaction.of(content.error()));
  }

  void moved(Source source, String to) {
    LOG.infof(
        "Source moved permanently: source=%s from=%s to=%s",
        source.id(), UrlRedaction.of(source.url()), UrlRedaction.of(to));
  }

  void tooLarge(Source source, ParsedEntry entry, Throwable failure) {
    dropped.increment();
    LOG.warnf(
        "Entry left out, it is too large: source=%s link=%s reason=%s",
        source.id(), abbreviated(UrlRedaction.of(entry.link())), failure.getMessage());
  }

  void dropped(Source source, ParsedEntry entry, Throwable failure) {
    dropped.increment();
    LOG.errorf(
        failure,
        "Entry left out: source=%s guid=%s link=%s",
        source.id(),
        UrlRedaction.of(entry.guid()),
        UrlRedaction.of(entry.link()));
  }

  private static @Nullable String abbreviated(@Nullable String text) {
    return text == null || text.length() <= 200 ? text : text.substring(0, 200) + '…';
  }
}
