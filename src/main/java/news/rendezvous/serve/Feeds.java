package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import news.rendezvous.view.Selection;

/** The feeds that there are: that of the whole stream, and one of each source. */
@ApplicationScoped
class Feeds {

  private final ServeConfig config;
  private final SourceProfiles profiles;

  @Inject
  Feeds(ServeConfig config, SourceProfiles profiles) {
    this.config = config;
    this.profiles = profiles;
  }

  /** The feed of the whole stream, filtered. */
  Feed stream(FeedRequest request) {
    FeedHead head =
        new FeedHead(
            request.filter().title(config.title()),
            request.base() + "/",
            config.description(),
            null,
            null,
            List.of());
    return feed(head, request, request.filter().selection());
  }

  /** The feed of all that one source carried, filtered; empty for an unknown source. */
  Optional<Feed> source(String id, FeedRequest request) {
    Selection selection = request.filter().selection().of(id);
    return profiles.profile(id).map(profile -> feed(head(profile, request), request, selection));
  }

  private static FeedHead head(SourceProfile profile, FeedRequest request) {
    return new FeedHead(
        request.filter().title(Objects.requireNonNullElse(profile.title(), profile.id())),
        Objects.requireNonNullElse(profile.homePage(), request.base() + "/"),
        profile.description(),
        profile.language(),
        profile.icon(),
        profile.authors());
  }

  private Feed feed(FeedHead head, FeedRequest request, Selection selection) {
    int limit = Objects.requireNonNullElse(request.page().limit(), config.defaultLimit());
    return new Feed(head, request, selection, limit, config.maxDocument().asLongValue());
  }
}
