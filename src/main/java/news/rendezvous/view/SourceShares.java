package news.rendezvous.view;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
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
  private final Set<Share> changed = new HashSet<>(); // since the last eviction
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

  /** Items of one source. */
  private static final class Share {

    private final String source;
    private final NavigableMap<TimelineKey, ViewItem> items = new TreeMap<>();
    private long bytes;
    private boolean sorted; // in the sorted sets, and must not change

    Share(String source) {
      this.source = source;
    }
  }

  void add(ViewItem held) {
    Share share = shares.computeIfAbsent(held.source(), Share::new);
    change(share);
    ViewItem replaced = share.items.put(held.position(), held);
    share.bytes += held.json().length - size(replaced);
  }

  void remove(ViewItem held) {
    Share share = shares.get(held.source());
    if (share == null) {
      return;
    }
    change(share);
    if (share.items.remove(held.position(), held)) {
      share.bytes -= held.json().length;
    }
    if (share.items.isEmpty()) {
      shares.remove(share.source);
      changed.remove(share);
    }
  }

  private void change(Share share) {
    if (share.sorted) {
      byCount.remove(share);
      bySize.remove(share);
      share.sorted = false;
    }
    changed.add(share);
  }

  // Only for an eviction: a view that is not full needs no order of its sources.
  private void sort() {
    byCount.addAll(changed);
    bySize.addAll(changed);
    changed.forEach(share -> share.sorted = true);
    changed.clear();
  }

  ViewItem oldestOfMost() {
    sort();
    return byCount.first().items.lastEntry().getValue();
  }

  ViewItem oldestOfLargest() {
    sort();
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

  private static int size(@Nullable ViewItem held) {
    return held == null ? 0 : held.json().length;
  }
}
