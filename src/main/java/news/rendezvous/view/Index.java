package news.rendezvous.view;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Secondary index: items by a common attribute, newest first. One writer, any number of readers. */
final class Index<K> {

  private final Function<Held, ? extends Collection<K>> keys;
  private final Map<K, NavigableMap<Position, Held>> items = new ConcurrentHashMap<>();

  /**
   * An empty index.
   *
   * @param keys attributes of an item
   */
  Index(Function<Held, ? extends Collection<K>> keys) {
    this.keys = keys;
  }

  NavigableMap<Position, Held> of(K key) {
    return items.getOrDefault(key, Collections.emptyNavigableMap());
  }

  void put(Held item) {
    for (K key : keys.apply(item)) {
      items.computeIfAbsent(key, x -> new ConcurrentSkipListMap<>()).put(item.position(), item);
    }
  }

  /** Removes an item, unless a later revision has replaced it. */
  void remove(Held item) {
    keys.apply(item).forEach(key -> items.computeIfPresent(key, (x, all) -> without(all, item)));
  }

  private static <M extends Map<Position, Held>> @Nullable M without(M all, Held item) {
    all.remove(item.position(), item);
    return all.isEmpty() ? null : all;
  }
}
