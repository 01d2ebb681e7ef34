package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.poll.PollState;
import news.rendezvous.poll.PollStates;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.jspecify.annotations.Nullable;

/** The sources of this installation: as their feeds present themselves, unless configured. */
@ApplicationScoped
class RegisteredSources implements SourceProfiles {

  private static final FeedProfile UNKNOWN =
      new FeedProfile(null, null, null, null, null, List.of(), null);

  private final SourceRegistry sources;
  private final PollStates states;

  @Inject
  RegisteredSources(SourceRegistry sources, PollStates states) {
    this.sources = sources;
    this.states = states;
  }

  @Override
  public Optional<SourceProfile> profile(String sourceId) {
    return sources.find(sourceId).map(this::profile);
  }

  @Override
  public List<SourceProfile> all() {
    return sources.all().stream()
        .sorted(Comparator.comparing(Source::id))
        .map(this::profile)
        .toList();
  }

  private SourceProfile profile(Source source) {
    FeedProfile feed = states.find(source.id()).map(PollState::profile).orElse(UNKNOWN);
    return new SourceProfile(
        source.id(),
        configuredOr(source.title(), feed.title()),
        feed.homePage(),
        feed.description(),
        configuredOr(source.language(), feed.language()),
        feed.icon(),
        feed.authors(),
        feed.since());
  }

  private static @Nullable String configuredOr(
      @Nullable String configured, @Nullable String given) {
    return configured == null ? given : configured;
  }
}
