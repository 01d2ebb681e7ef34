package news.rendezvous.view;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Items by what they have in common, newest first. One thread writes, any number read. */
final class Index<K> {

  private final Function<Held, ? extends Collection<K>> keys;
  private final Map<K, NavigableMap<Position, Held>> items = new ConcurrentHashMap<>();

  /**
   * An empty index.
   *
   * @param keys what an item is to be found by
   */
  Index(Function<Held, ? extends Collection<K>> keys) {
    this.keys = keys;
  }

  NavigableMap<Position, Held> of(K key) {
    return items.getOrDefault(key, Collections.emptyNavigableMap());
  }

  void put(Held held) {
    for (K key : keys.apply(held)) {
      items.computeIfAbsent(key, x -> new ConcurrentSkipListMap<>()).put(held.position(), held);
    }
  }

  /** Takes an item out, unless a later revision already stands in its place. */
  void remove(Held held) {
    keys.apply(held).forEach(key -> items.computeIfPresent(key, (x, all) -> without(all, held)));
  }

  private static <M extends Map<Position, Held>> @Nullable M without(M all, Held held) {
    all.remove(held.position(), held);
    return all.isEmpty() ? null : all;
  }
}
