package news.rendezvous.ingest.icon;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import news.rendezvous.ingest.fetch.FetchProfile;
import news.rendezvous.ingest.fetch.Fetched;
import news.rendezvous.ingest.fetch.Fetcher;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.PermitLease;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestKind.RequestLimits;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.item.url.UrlRedaction;
import okhttp3.HttpUrl;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the icon of a source: the one that its feed names; else the one that its home page
 * announces; else {@code /favicon.ico} of the page's host. At most three documents are requested.
 */
@ApplicationScoped
class IconFetcher {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.icon");

  private static final String NO_SOURCE = "";

  private final Fetcher fetcher;
  private final RequestScheduler requests;
  private final FetchProfile images;
  private final FetchProfile pages;
  private final Duration patience;

  @Inject
  IconFetcher(Fetcher fetcher, RequestScheduler requests, IconConfig config) {
    this.fetcher = fetcher;
    this.requests = requests;
    this.images =
        new FetchProfile(
            "image/png, image/x-icon, image/webp, image/gif, image/jpeg, */*;q=0.5",
            body(config.maxSize().asLongValue(), BodyPlan.WhenOver.FAIL),
            config.timeout());
    this.pages =
        new FetchProfile(
            "text/html, application/xhtml+xml, */*;q=0.5",
            body(config.maxPage().asLongValue(), BodyPlan.WhenOver.CUT),
            config.timeout());
    // Nobody waits for it, so it queues behind many others of a host, and during a hold.
    this.patience = config.minInterval();
    requests.limit(RequestKind.ICON, RequestLimits.ofConcurrency(config.concurrency()));
  }

  private static BodyPlan body(long bytes, BodyPlan.WhenOver whenOver) {
    return new BodyPlan(bytes, bytes, whenOver);
  }

  /** Fetches on subscription; never fails but by a bug. */
  Uni<Optional<Icon>> fetch(SourceSummary source) {
    Optional<HttpUrl> own = parse(source.icon());
    return image(own)
        .flatMap(icon -> icon.isPresent() ? Uni.createFrom().item(icon) : ofSite(source, own));
  }

  private Uni<Optional<Icon>> ofSite(SourceSummary source, Optional<HttpUrl> tried) {
    return parse(source.homePage())
        .map(this::announced)
        .orElseGet(
            () -> Uni.createFrom().item(source.source().url().parsed().map(IconFetcher::favicon)))
        .flatMap(url -> image(url.filter(at -> !tried.equals(Optional.of(at)))));
  }

  private Uni<Optional<HttpUrl>> announced(HttpUrl home) {
    return get(
        home,
        pages,
        fetching ->
            fetching
                .emitOn(Infrastructure.getDefaultWorkerPool()) // parsing is CPU-bound
                .map(fetched -> announced(home, fetched)));
  }

  private static Optional<HttpUrl> announced(HttpUrl home, Fetched fetched) {
    if (fetched instanceof Fetched.Modified modified) {
      HttpUrl page = HttpUrl.get(modified.document().url().toString());
      return AnnouncedIcon.of(modified.document()).or(() -> Optional.of(favicon(page)));
    }
    // A host without a response is not requested again; one that refuses its page may have an icon.
    return Optional.ofNullable(fetched.transfer().status()).map(status -> favicon(home));
  }

  /** The URL that browsers request where a page announces no icon. */
  private static HttpUrl favicon(HttpUrl page) {
    return page.newBuilder().encodedPath("/favicon.ico").query(null).fragment(null).build();
  }

  private Uni<Optional<Icon>> image(Optional<HttpUrl> url) {
    return url.map(at -> get(at, images, fetching -> fetching.map(fetched -> icon(at, fetched))))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  // The path may hold a secret.
  private static Optional<Icon> icon(HttpUrl url, Fetched fetched) {
    if (fetched instanceof Fetched.Modified modified) {
      Optional<Icon> icon = Icon.of(modified.document().body());
      LOG.debugf("Icon at %s: %s", url.host(), icon.map(Icon::type));
      return icon;
    }
    LOG.debugf("No icon at %s: %s", url.host(), UrlRedaction.of(fetched));
    return Optional.empty();
  }

  private <T> Uni<Optional<T>> get(
      HttpUrl url, FetchProfile profile, Function<Uni<Fetched>, Uni<Optional<T>>> use) {
    return PermitLease.with(
        requests,
        RequestKind.ICON,
        HostKey.of(url),
        NO_SOURCE,
        patience,
        Uni.createFrom().item(Optional.empty()),
        permit -> fetcher.fetch(url, profile, permit, use));
  }

  private static Optional<HttpUrl> parse(@Nullable String url) {
    return Optional.ofNullable(url).flatMap(text -> Optional.ofNullable(HttpUrl.parse(text)));
  }
}
