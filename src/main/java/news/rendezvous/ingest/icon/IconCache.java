package news.rendezvous.ingest.icon;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.item.url.FeedUrl;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Cache of the icons of sources, bounded in bytes, with single flight. An icon is fetched when a
 * reader first sees its source, and then at most once in a minimum interval, whether there is one
 * or not and whether it was evicted or not: readers cannot make this service request a publisher
 * more often.
 */
@ApplicationScoped
public class IconCache {

  private static final Logger LOG = Logger.getLogger(IconCache.class);

  /** Estimated bytes of an entry beside the image. */
  private static final int OVERHEAD = 512;

  private final boolean enabled;
  private final Function<SourceSummary, Uni<Optional<Icon>>> fetcher;
  private final Counter found;
  private final Counter missing;
  private final AsyncCache<Key, Icon> icons;
  private final Cache<Place, Boolean> attempts;

  @Inject
  IconCache(IconFetcher fetcher, IconConfig config, MeterRegistry metrics) {
    this(fetcher::fetch, config, metrics, Ticker.systemTicker());
  }

  IconCache(
      Function<SourceSummary, Uni<Optional<Icon>>> fetcher,
      IconConfig config,
      MeterRegistry metrics,
      Ticker ticker) {
    this.fetcher = fetcher;
    this.enabled = config.enabled();
    this.found = counter("found", metrics);
    this.missing = counter("missing", metrics);
    this.icons =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            .expireAfterWrite(config.timeToLive())
            .maximumWeight(config.memory().asLongValue())
            .weigher((Key key, Icon icon) -> OVERHEAD + icon.image().length)
            .buildAsync();
    this.attempts =
        Caffeine.newBuilder().ticker(ticker).expireAfterWrite(config.minInterval()).build();
  }

  private static Counter counter(String result, MeterRegistry metrics) {
    return Counter.builder("rendezvous.icons")
        .description("Sources whose icon was looked for, by result")
        .tag("result", result)
        .register(metrics);
  }

  /** A source at its URL, which an operator changes; the feed cannot. */
  private record Place(String id, FeedUrl url) {}

  /** All that an icon depends on: a source that moves gets another one. */
  private record Key(Place place, @Nullable String homePage) {

    static Key of(SourceSummary source) {
      return new Key(new Place(source.id(), source.source().url()), source.homePage());
    }
  }

  // Makes the bean, so that its counters are there before the first page.
  void start(@Observes StartupEvent event) {}

  /** The icon of a source if it is cached; begins its fetch if it is due. */
  public Optional<Icon> cached(SourceSummary source) {
    return Optional.ofNullable(flight(source).getNow(null));
  }

  /** The icon of a source, after its fetch if it is due. Never fails. */
  public Uni<Optional<Icon>> find(SourceSummary source) {
    // Of a copy: a reader who leaves must not cancel the fetch.
    return Uni.createFrom().completionStage(() -> flight(source).copy()).map(Optional::ofNullable);
  }

  // A source is known by its document; before its first poll it has neither icon nor home page.
  private CompletableFuture<@Nullable Icon> flight(SourceSummary source) {
    return enabled && source.source().enabled() && source.isRead()
        ? flight(Key.of(source), source)
        : CompletableFuture.completedFuture(null);
  }

  // Completed outside of the cache's computation. Without a result it leaves no entry in the cache.
  private CompletableFuture<@Nullable Icon> flight(Key key, SourceSummary source) {
    CompletableFuture<@Nullable Icon> own = new CompletableFuture<>();
    CompletableFuture<@Nullable Icon> flight = icons.get(key, (x, executor) -> own);
    if (flight == own) {
      boolean due = attempts.asMap().putIfAbsent(key.place(), true) == null;
      (due ? fetch(source) : Uni.createFrom().item(Optional.<Icon>empty()))
          .subscribe()
          .with(icon -> own.complete(icon.orElse(null)));
    }
    return flight;
  }

  private Uni<Optional<Icon>> fetch(SourceSummary source) {
    return fetcher
        .apply(source)
        .onFailure()
        .invoke(failure -> LOG.errorf(failure, "Fetch of an icon failed: source=%s", source.id()))
        .onFailure()
        .recoverWithItem(Optional.empty())
        .invoke(icon -> (icon.isPresent() ? found : missing).increment());
  }
}
