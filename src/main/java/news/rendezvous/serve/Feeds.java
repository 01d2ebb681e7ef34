package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import news.rendezvous.view.Held;
import news.rendezvous.view.Timeline;
import org.jspecify.annotations.Nullable;

/** Composes feed documents from the timeline. */
@ApplicationScoped
class Feeds {

  private final ServeConfig config;
  private final Timeline timeline;
  private final SourceProfiles profiles;

  @Inject
  Feeds(ServeConfig config, Timeline timeline, SourceProfiles profiles) {
    this.config = config;
    this.timeline = timeline;
    this.profiles = profiles;
  }

  /** A document of the whole stream, filtered. */
  FeedDocument stream(FeedRequest request) {
    FeedHead head =
        new FeedHead(
            config.title(), request.base() + "/", config.description(), null, null, List.of());
    return document(head, request, request.filter().sources());
  }

  /** A document of all that one source carried; empty for an unknown source. */
  Optional<FeedDocument> source(String id, FeedRequest request) {
    return profiles
        .profile(id)
        .map(profile -> document(head(profile, request), request, List.of(id)));
  }

  private static FeedHead head(SourceProfile profile, FeedRequest request) {
    return new FeedHead(
        Objects.requireNonNullElse(profile.title(), profile.id()),
        Objects.requireNonNullElse(profile.homePage(), request.base() + "/"),
        profile.description(),
        profile.language(),
        profile.icon(),
        profile.authors());
  }

  private FeedDocument document(FeedHead head, FeedRequest request, Collection<String> sources) {
    int limit = Objects.requireNonNullElse(request.page().limit(), config.defaultLimit());
    // One more than is shown tells whether there is a next page.
    List<Held> found = timeline.newest(sources, request.page().before(), limit + 1);
    List<Held> shown = found.subList(0, Math.min(limit, found.size()));
    @Nullable String next =
        found.size() > limit ? request.next(shown.get(limit - 1).position()) : null;
    return new FeedDocument(head, request.feedId(), request.self(), next, shown);
  }
}
