package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.page.Directory.Place;
import news.rendezvous.poll.PollLoop;
import news.rendezvous.poll.PollState;
import news.rendezvous.poll.PollState.Plan;
import news.rendezvous.poll.PollStates;
import news.rendezvous.serve.SourceProfile;
import news.rendezvous.serve.SourceProfiles;
import news.rendezvous.view.Timeline;

/** Factory of the rows of the sources page. */
@ApplicationScoped
class SourceRows {

  /** A URL, whose credentials, path or query may hold a secret. */
  private static final Pattern ADDRESS =
      // The look-behind keeps the match linear: a long word is not tried from each letter.
      Pattern.compile(
          "(?<![a-zA-Z0-9+.-])([a-zA-Z][a-zA-Z0-9+.-]*+://)(?:[^\\s/?#'\"]*@)?([^\\s/?#'\")]*)[^\\s'\")]*");

  private final SourceProfiles profiles;
  private final PollStates states;
  private final PollLoop polls;
  private final Timeline timeline;

  @Inject
  SourceRows(SourceProfiles profiles, PollStates states, PollLoop polls, Timeline timeline) {
    this.profiles = profiles;
    this.states = states;
    this.polls = polls;
    this.timeline = timeline;
  }

  /** The row of a source; empty where it is there no longer. */
  Optional<SourceRow> row(Place place, String root) {
    return profiles.profile(place.id()).map(profile -> row(place, profile, root));
  }

  private SourceRow row(Place place, SourceProfile profile, String root) {
    Optional<PollState> state = states.find(place.id());
    Optional<Plan> plan =
        state.map(PollState::plan).filter(known -> place.state() != State.DISABLED);
    return new SourceRow(
        place.id(),
        place.name(),
        profile.homePage(),
        place.state(),
        Query.EMPTY.with("source", place.id()).at(root),
        root + "sources/" + place.id() + "/feed.rss",
        timeline.count(place.id()),
        state.map(known -> Moment.of(known.plan().last())).orElse(null),
        plan.map(Plan::next).map(Moment::of).orElse(null),
        plan.map(Plan::reason).orElse(null),
        polls.heldUntil(place.id()).map(Moment::of).orElse(null),
        state.map(known -> known.health().error()).map(SourceRows::withoutSecrets).orElse(null),
        Stream.of(state.map(PollState::warning), timeline.warning(place.id()))
            .flatMap(Optional::stream)
            .reduce((one, other) -> one + "; " + other)
            .orElse(null));
  }

  /** Reduces URLs in a text to scheme and host. */
  static String withoutSecrets(String text) {
    return ADDRESS.matcher(text).replaceAll("$1$2/…");
  }
}
