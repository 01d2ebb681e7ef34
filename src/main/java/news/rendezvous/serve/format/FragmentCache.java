package news.rendezvous.serve.format;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quarkus.runtime.configuration.MemorySize;
import java.util.function.BiFunction;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.http.EntityTag;
import news.rendezvous.view.ViewItem;

/**
 * Cache of items as XML fragments, from which documents are joined. Weak keys are compared by
 * identity: a revision is one object as long as the view has it, and its fragment goes with it.
 */
final class FragmentCache {

  private final BiFunction<NewsItem, String, byte[]> maker;
  private final LoadingCache<ViewItem, Fragment> made;

  FragmentCache(MemorySize most, BiFunction<NewsItem, String, byte[]> maker) {
    this.maker = maker;
    made =
        Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(most.asLongValue())
            .weigher((ViewItem held, Fragment fragment) -> fragment.bytes().length)
            .build(held -> Fragment.of(maker.apply(held.item(), "")));
  }

  private record Fragment(byte[] bytes, byte[] digest) {
    static Fragment of(byte[] bytes) {
      return new Fragment(bytes, EntityTag.digest(bytes));
    }
  }

  /** The fragment of an item, with links to the service under a base URL. */
  byte[] of(ViewItem held, String base) {
    return held.item().story().url() == null
        ? maker.apply(held.item(), base)
        : made.get(held).bytes();
  }

  /** A digest of the fragment that is independent of the base URL. */
  byte[] digest(ViewItem held) {
    return made.get(held).digest();
  }
}
