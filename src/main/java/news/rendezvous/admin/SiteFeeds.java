package news.rendezvous.admin;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.rendezvous.ingest.discover.Discovery;
import news.rendezvous.ingest.discover.FeedDiscovery;
import news.rendezvous.ingest.parse.entry.FeedLink;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The feeds of a site, by {@link FeedDiscovery}; every other outcome is a problem. */
@ApplicationScoped
class SiteFeeds {

  // RFC 3986 section 3.1, with the slashes that tell a scheme from a host and its port.
  private static final Pattern WITH_SCHEME = Pattern.compile("(?s)\\s*[A-Za-z][A-Za-z0-9+.-]*://.*");

  private final SourceValidator validator;
  private final FeedDiscovery discovery;

  @Inject
  SiteFeeds(SourceValidator validator, FeedDiscovery discovery) {
    this.validator = validator;
    this.discovery = discovery;
  }

  /**
   * The feeds at an address; a bare host, as people write it, is one of https.
   *
   * @throws ProblemException 422 for a URL that is refused or cannot be fetched
   */
  Uni<List<FeedLink>> at(@Nullable String address) {
    FeedUrl url = url(address);
    return discovery.discover(url).map(discovered -> found(url, discovered).feeds());
  }

  /**
   * The request, with the URL of the only feed of its site if that is to be discovered.
   *
   * @throws ProblemException also 422 for several feeds, which it names, and for none
   */
  Uni<SourceRequest> resolved(SourceRequest request) {
    if (!Boolean.TRUE.equals(request.discover())) {
      return Uni.createFrom().item(request);
    }
    FeedUrl url = url(request.url());
    return discovery
        .discover(url)
        .map(discovered -> request.at(only(url, found(url, discovered)).url()));
  }

  private FeedUrl url(@Nullable String address) {
    return validator.url(
        address == null || address.isBlank() || WITH_SCHEME.matcher(address).matches()
            ? address
            : "https://" + address.strip());
  }

  private static Discovery.Found found(FeedUrl url, Discovery discovered) {
    if (discovered instanceof Discovery.Failed failed) {
      throw new ProblemException(
          problem(
                  "fetch-failed",
                  "Fetch failed",
                  "%s cannot be read (%s): %s"
                      .formatted(url, failed.outcome().label(), failed.detail()))
              .with("outcome", failed.outcome().label()));
    }
    return (Discovery.Found) discovered;
  }

  private static FeedLink only(FeedUrl url, Discovery.Found found) {
    List<FeedLink> feeds = found.feeds();
    if (feeds.isEmpty()) {
      throw new ProblemException(
          problem("no-feed", "No feed", "%s has no feed: %s".formatted(url, found.document())));
    }
    if (feeds.size() > 1) {
      String names = feeds.stream().map(FeedLink::url).collect(Collectors.joining(", "));
      throw new ProblemException(
          problem(
                  "several-feeds",
                  "Several feeds",
                  "%s has %d feeds, so name one of them as the url: %s"
                      .formatted(url, feeds.size(), names))
              .with("feeds", feeds));
    }
    return feeds.get(0);
  }

  private static Problem problem(String cause, String title, String detail) {
    return new Problem(cause, title, 422, detail, "url");
  }
}
