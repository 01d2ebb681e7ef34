package news.rendezvous.serve.page.sources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Pattern;
import news.rendezvous.ingest.poll.PollScheduler;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.serve.page.layout.DisplayTime;
import news.rendezvous.serve.page.layout.PageParameters;
import news.rendezvous.serve.page.sources.SourceList.Place;
import news.rendezvous.view.Timeline;

/** Factory of the rows of the sources page. */
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

  @Inject
  SourceRows(SourceSummaries summaries, PollScheduler polls, Timeline timeline) {
    this.summaries = summaries;
    this.polls = polls;
    this.timeline = timeline;
  }

  /** The row of a source; empty where it is there no longer. */
  Optional<SourceRow> row(Place place, String root) {
    return summaries.find(place.id()).map(source -> row(place, source, root));
  }

  private SourceRow row(Place place, SourceSummary source, String root) {
    Optional<PollState> state = Optional.ofNullable(source.state());
    Optional<PollPlan> plan = source.plan().filter(known -> place.state() != StatusLabel.DISABLED);
    return new SourceRow(
        place.id(),
        place.name(),
        source.homePage(),
        place.state(),
        PageParameters.EMPTY.with("source", place.id()).at(root),
        root + "sources/" + place.id() + "/feed.rss",
        timeline.count(place.id()),
        state.map(known -> DisplayTime.of(known.plan().last())).orElse(null),
        plan.map(PollPlan::next).map(DisplayTime::of).orElse(null),
        plan.map(PollPlan::reason).orElse(null),
        polls.heldUntil(place.id()).map(DisplayTime::of).orElse(null),
        state.map(known -> known.health().error()).map(SourceRows::withoutSecrets).orElse(null),
        source.warning(timeline.warning(place.id())));
  }

  /** Reduces URLs in a text to scheme and host. */
  static String withoutSecrets(String text) {
    return ADDRESS.matcher(text).replaceAll("$1$2/…");
  }
}
