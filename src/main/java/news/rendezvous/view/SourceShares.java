package news.rendezvous.view;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Max-min fair shares of a bounded view among the first carriers of its items: the source with the
 * largest share loses its oldest item, so that no source can evict all others. Of several largest,
 * the one whose oldest item is the oldest loses it, as without shares.
 *
 * <p>The result depends on the items and not on the order of their arrival, except for ties: the
 * common level only sinks, so that an item that was evicted once would not fit later either. All
 * replicas therefore keep the same items. Confined to the thread that writes the view.
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

  /** Items of one source. In neither sorted set while it changes. */
  private static final class Share {

    private final String source;
    private final NavigableMap<TimelineKey, ViewItem> items = new TreeMap<>();
    private long bytes;

    Share(String source) {
      this.source = source;
    }
  }

  void add(ViewItem held) {
    Share share = shares.computeIfAbsent(source(held), Share::new);
    unlist(share);
    ViewItem replaced = share.items.put(held.position(), held);
    share.bytes += held.json().length - size(replaced);
    list(share);
  }

  void remove(ViewItem held) {
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

  ViewItem oldestOfMost() {
    return byCount.first().items.lastEntry().getValue();
  }

  ViewItem oldestOfLargest() {
    return bySize.first().items.lastEntry().getValue();
  }

  int count(String source) {
    Share share = shares.get(source);
    return share == null ? 0 : share.items.size();
  }

  long bytes(String source) {
    Share share = shares.get(source);
    return share == null ? 0 : share.bytes;
  }

  static String source(ViewItem held) {
    return held.item().extension().source().id();
  }

  private static int size(@Nullable ViewItem held) {
    return held == null ? 0 : held.json().length;
  }
}
