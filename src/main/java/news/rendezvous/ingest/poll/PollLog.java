package news.rendezvous.ingest.poll;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
 * Log lines of polls, each with its meter.
 *
 * <p>A failure is logged as a warning when it begins and when its outcome changes, and at level
 * DEBUG while it lasts: feeds that fail for months must not hide one that fails now. Recovery is
 * logged once.
 */
@ApplicationScoped
class PollLog {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.poll");

  private final PollMetrics metrics;

  @Inject
  PollLog(PollMetrics metrics) {
    this.metrics = metrics;
  }

  void polled(Attempt attempt, PollContent content, PollAnswer.Polled result) {
    metrics.polled(content, result);
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
    if (!content.retractions().isEmpty()) {
      metrics.retracted(content.retractions().size());
      LOG.infof(
          "Feed removed entries: source=%s entries=%d",
          attempt.source().id(), content.retractions().size());
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

  void pushed(Source source, int entries, int changed) {
    LOG.logf(
        changed > 0 ? Logger.Level.INFO : Logger.Level.DEBUG,
        "Push of a hub taken: source=%s entries=%d changed=%d",
        source.id(),
        entries,
        changed);
  }

  private void overran(Attempt attempt, PollContent content, PollAnswer.Polled result) {
    metrics.overran();
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
    metrics.dropped();
    LOG.warnf(
        "Entry left out, it is too large: source=%s link=%s reason=%s",
        source.id(), abbreviated(UrlRedaction.of(entry.link())), failure.getMessage());
  }

  void dropped(Source source, ParsedEntry entry, Throwable failure) {
    metrics.dropped();
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
