package news.rendezvous.serve;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quarkus.runtime.configuration.MemorySize;
import java.util.function.BiFunction;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.Held;

/**
 * The pieces that documents are joined from, each made once for a revision of an item. A piece goes
 * when the view lets go of its revision, or when there are too many: weak keys are compared by
 * identity, and a revision is held as one object for as long as it is served.
 */
final class Fragments {

  private final BiFunction<NewsItem, String, byte[]> maker;
  private final LoadingCache<Held, Fragment> made;

  /**
   * No pieces yet.
   *
   * @param most bytes of all
   * @param maker writes an item of a service with this base, which only an item without a link says
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

  private record Fragment(byte[] bytes, byte[] hash) {
    static Fragment of(byte[] bytes) {
      return new Fragment(bytes, Fingerprint.hash(bytes));
    }
  }

  /** The item as a service with this base writes it. */
  byte[] of(Held held, String base) {
    return held.item().story().url() == null
        ? maker.apply(held.item(), base)
        : made.get(held).bytes();
  }

  /** Stands for what is written of the item, whatever the base. */
  byte[] hash(Held held) {
    return made.get(held).hash();
  }
}
