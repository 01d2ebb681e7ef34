package news.rendezvous.view;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Max-min fair shares of a bounded view among the sources that brought its items first: the source
 * with the largest share gives way, its oldest item first, so that no source can push out the
 * others. Of several largest, the one whose oldest item is the oldest gives way, as without shares.
 *
 * <p>Which items stay depends on the items and not on the order of their arrival, but for ties: the
 * common level sinks only, so what was evicted once would not fit later either. So all replicas
 * keep the same items. Confined to the thread that writes the view.
 */
final class SourceShares {

  private static final Comparator<Share> OLDEST_FIRST =
      Comparator.comparing((Share share) -> share.items.lastKey())
          .reversed()
          .thenComparing(share -> share.source);

  private final Map<String, Share> shares = new HashMap<>();
  private final TreeSet<Share> byCount =
      new TreeSet<>(
          Comparator.comparingInt((Share share) -> share.items.size())
              .reversed()
              .thenComparing(OLDEST_FIRST));
  private final TreeSet<Share> bySize =
      new TreeSet<>(
          Comparator.comparingLong((Share share) -> share.bytes)
              .reversed()
              .thenComparing(OLDEST_FIRST));

  /** The items of one source. Not in either order while it changes. */
  private static final class Share {

    private final String source;
    private final NavigableMap<Position, Held> items = new TreeMap<>();
    private long bytes;

    Share(String source) {
      this.source = source;
    }
  }

  /** Adds an item. */
  void add(Held held) {
    Share share = shares.computeIfAbsent(source(held), Share::new);
    unlist(share);
    Held replaced = share.items.put(held.position(), held);
    share.bytes += held.json().length - size(replaced);
    list(share);
  }

  /** Removes an item, unless a later revision stands in its place. */
  void remove(Held held) {
    Share share = shares.get(source(held));
    if (share == null) {
      return;
    }
    unlist(share);
    if (share.items.remove(held.position(), held)) {
      share.bytes -= held.json().length;
    }
    if (share.items.isEmpty()) {
      shares.remove(share.source);
    } else {
      list(share);
    }
  }

  private void list(Share share) {
    byCount.add(share);
    bySize.add(share);
  }

  private void unlist(Share share) {
    if (!share.items.isEmpty()) {
      byCount.remove(share);
      bySize.remove(share);
    }
  }

  /** The item that gives way where there are too many items. */
  Held oldestOfMost() {
    return byCount.first().items.lastEntry().getValue();
  }

  /** The item that gives way where the items are too large together. */
  Held oldestOfLargest() {
    return bySize.first().items.lastEntry().getValue();
  }

  /** How many items a source has. */
  int count(String source) {
    Share share = shares.get(source);
    return share == null ? 0 : share.items.size();
  }

  /** How many bytes the items of a source have together. */
  long bytes(String source) {
    Share share = shares.get(source);
    return share == null ? 0 : share.bytes;
  }

  static String source(Held held) {
    return held.item().extension().source().id();
  }

  private static int size(@Nullable Held held) {
    return held == null ? 0 : held.json().length;
  }
}
