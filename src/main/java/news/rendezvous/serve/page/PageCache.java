package news.rendezvous.serve.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.page.layout.PageLanguage;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.saved.ViewRegistry;

/**
 * Cache of rendered pages. A change of the stories or of the saved views invalidates it at once; a
 * change of the sources, which every page shows in part, is seen after {@link #TTL}, on their own
 * pages at once too.
 */
@ApplicationScoped
class PageCache {

  private static final Duration TTL = Duration.ofSeconds(2);

  /** Maximum size of the cache, in bytes. */
  private static final long MAX_BYTES = 8 << 20;

  private final Timeline timeline;
  private final LongSupplier views;
  private final Cache<Key, Cached> pages =
      Caffeine.newBuilder()
          .expireAfterWrite(TTL)
          .maximumWeight(MAX_BYTES)
          .weigher((Key key, Cached page) -> 2 * key.uri().toString().length() + page.weight())
          .build();

  @Inject
  PageCache(Timeline timeline, ViewRegistry views) {
    this(timeline, views::version);
  }

  /**
   * A cache.
   *
   * @param views version of the saved views
   */
  PageCache(Timeline timeline, LongSupplier views) {
    this.timeline = timeline;
    this.views = views;
  }

  /** All that a page depends on. */
  private record Key(URI uri, PageLanguage language) {}

  /** A page and the version of what it shows. */
  private record Cached(long version, Representation page) {

    // With its compressed form, which is never larger.
    int weight() {
      return 2 * page.length();
    }
  }

  /** The current page of stories. */
  Representation page(URI uri, PageLanguage language, Supplier<Representation> render) {
    return page(uri, language, 0, render);
  }

  /**
   * The current page.
   *
   * @param uri request URI, on which all of the page depends, besides its language
   * @param others version of what it shows besides stories
   * @param render renders it; its exceptions are passed on
   */
  Representation page(
      URI uri, PageLanguage language, long others, Supplier<Representation> render) {
    // Read before rendering: a change in between must make the page out of date.
    long version = 31 * (timeline.version() + views.getAsLong()) + others;
    Key key = new Key(uri, language);
    Cached cached = pages.getIfPresent(key);
    if (cached != null && cached.version() == version) {
      return cached.page();
    }
    Representation page = render.get();
    pages.put(key, new Cached(version, page));
    return page;
  }
}
