package news.rendezvous.serve.page.sources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import news.rendezvous.ingest.poll.PollScheduler;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.serve.page.layout.SourceIcons;
import news.rendezvous.view.Timeline;
import org.jspecify.annotations.Nullable;

/** Factory of the rows of the table of sources. */
@ApplicationScoped
class SourceRows {

  /** A URL, whose credentials, path or query may hold a secret. */
  private static final Pattern ADDRESS =
      // The look-behind keeps the match linear: a long word is not tried from each letter.
      Pattern.compile(
          "(?<![a-zA-Z0-9+.-])([a-zA-Z][a-zA-Z0-9+.-]*+://)(?:[^\\s/?#'\"]*@)?([^\\s/?#'\")]*)[^\\s'\")]*");

  private final SourceSummaries summaries;
  private final PollScheduler polls;
  private final Timeline timeline;
  private final SourceIcons icons;
  private final InstantSource clock;

  @Inject
  SourceRows(
      SourceSummaries summaries,
      PollScheduler polls,
      Timeline timeline,
      SourceIcons icons,
      InstantSource clock) {
    this.summaries = summaries;
    this.polls = polls;
    this.timeline = timeline;
    this.icons = icons;
    this.clock = clock;
  }

  /** The row of a source; empty where it is there no longer. */
  Optional<SourceRow> row(SourceHealth health, String root) {
    return summaries.find(health.id()).map(source -> row(health, source, root, clock.instant()));
  }

  SourceRow row(SourceHealth health, SourceSummary source, String root, Instant now) {
    Instant next = afterHold(health);
    return new SourceRow(
        health.id(),
        health.name(),
        icons.icon(source, root),
        root + "sources/" + health.id(),
        health.state(),
        source.source().enabled(),
        failure(source),
        Optional.ofNullable(source.state())
            .map(PollState::health)
            .map(last -> withoutSecrets(last.error()))
            .orElse(null),
        source.warning(timeline.warning(health.id())),
        PollStrip.of(source.history().newestFirst()),
        RelativeTime.ofNullable(health.lastSuccess(), now),
        latency(health.latency()),
        rate(health.storiesPerDay()),
        next == null || next.equals(Instant.MIN) ? null : RelativeTime.of(next, now),
        next != null && !next.isAfter(now));
  }

  private static SourceRow.@Nullable Failure failure(SourceSummary source) {
    return source
        .history()
        .newest()
        .filter(poll -> !poll.outcome().isSuccess())
        .map(poll -> new SourceRow.Failure(poll.outcome(), poll.status()))
        .orElse(null);
  }

  // A poll that is due waits until its host may be requested again (Retry-After).
  private @Nullable Instant afterHold(SourceHealth health) {
    Instant due = health.due();
    return due == null
        ? null
        : polls.heldUntil(health.id()).filter(held -> held.isAfter(due)).orElse(due);
  }

  static @Nullable String latency(@Nullable Duration latency) {
    if (latency == null) {
      return null;
    }
    long millis = latency.toMillis();
    return millis < 1_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
  }

  // Rarer ones than a story in a hundred days are rounded up, so that none seems to be silent.
  static @Nullable String rate(@Nullable Double storiesPerDay) {
    if (storiesPerDay == null) {
      return null;
    }
    String form = storiesPerDay >= 10 ? "%.0f" : storiesPerDay >= 1 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, Math.max(storiesPerDay, 0.01));
  }

  /** Reduces URLs in a text to scheme and host. */
  static @Nullable String withoutSecrets(@Nullable String text) {
    return text == null ? null : ADDRESS.matcher(text).replaceAll("$1$2/…");
  }
}
