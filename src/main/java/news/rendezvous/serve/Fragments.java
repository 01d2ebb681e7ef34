package news.rendezvous.serve;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quarkus.runtime.configuration.MemorySize;
import java.util.function.Function;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.Held;

/**
 * The pieces that documents are joined from, each made once for a revision of an item. A piece goes
 * when the view lets go of its revision, or when there are too many: weak keys are compared by
 * identity, and a revision is held as one object for as long as it is served.
 */
final class Fragments {

  private final LoadingCache<Held, byte[]> made;

  Fragments(MemorySize most, Function<NewsItem, byte[]> maker) {
    made =
        Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(most.asLongValue())
            .weigher((Held held, byte[] fragment) -> fragment.length)
            .build(held -> maker.apply(held.item()));
  }

  byte[] of(Held held) {
    return made.get(held);
  }
}
