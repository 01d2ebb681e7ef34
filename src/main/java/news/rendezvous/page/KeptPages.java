package news.rendezvous.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import news.rendezvous.serve.Representation;
import news.rendezvous.view.Timeline;

/**
 * The pages that many look at. A change of the stories is seen at once; one of the sources, of
 * which every page tells something, when the page is two seconds old.
 */
@ApplicationScoped
class KeptPages {

  private static final Duration KEPT = Duration.ofSeconds(2);

  /** Bytes of all that are kept. */
  private static final long MOST = 8 << 20;

  private final Timeline timeline;
  private final Cache<URI, Kept> pages =
      Caffeine.newBuilder()
          .expireAfterWrite(KEPT)
          .maximumWeight(MOST)
          .weigher((URI asked, Kept kept) -> 2 * asked.toString().length() + kept.weight())
          .build();

  @Inject
  KeptPages(Timeline timeline) {
    this.timeline = timeline;
  }

  /** A page, and the version of the stories that it shows. */
  private record Kept(long version, Representation page) {

    // Coded as well it takes less than as much again.
    int weight() {
      return 2 * page.length();
    }
  }

  /**
   * The page as it is now.
   *
   * @param asked all of the request that it depends on
   * @param made makes it; what that throws is thrown here
   */
  Representation page(URI asked, Supplier<Representation> made) {
    // Before the stories are looked at: a change meanwhile makes the page older than they are.
    long version = timeline.version();
    Kept kept = pages.getIfPresent(asked);
    if (kept != null && kept.version() == version) {
      return kept.page();
    }
    Representation page = made.get();
    pages.put(asked, new Kept(version, page));
    return page;
  }
}
