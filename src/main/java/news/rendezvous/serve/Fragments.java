package news.rendezvous.serve;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quarkus.runtime.configuration.MemorySize;
import java.util.function.BiFunction;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.Held;

/**
 * Cache of items as XML fragments, from which documents are joined. Weak keys are compared by
 * identity: a revision is one object as long as the view has it, and its fragment goes with it.
 */
final class Fragments {

  private final BiFunction<NewsItem, String, byte[]> maker;
  private final LoadingCache<Held, Fragment> made;

  /**
   * An empty cache.
   *
   * @param most bytes of all fragments
   * @param maker writes an item; the base URL is in the fragment of an item without a link only
   */
  Fragments(MemorySize most, BiFunction<NewsItem, String, byte[]> maker) {
    this.maker = maker;
    made =
        Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(most.asLongValue())
            .weigher((Held held, Fragment fragment) -> fragment.bytes().length)
            .build(held -> Fragment.of(maker.apply(held.item(), "")));
  }

  private record Fragment(byte[] bytes, byte[] digest) {
    static Fragment of(byte[] bytes) {
      return new Fragment(bytes, EntityTag.digest(bytes));
    }
  }

  /** The fragment of an item, with links to the service under a base URL. */
  byte[] of(Held held, String base) {
    return held.item().story().url() == null
        ? maker.apply(held.item(), base)
        : made.get(held).bytes();
  }

  /** A digest of the fragment that is independent of the base URL. */
  byte[] digest(Held held) {
    return made.get(held).digest();
  }
}
