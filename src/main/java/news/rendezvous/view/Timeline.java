package news.rendezvous.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * In-memory store of the items that are served, newest first, bounded in number, size and age, with
 * max-min fair shares of the sources (see {@link SourceShares}). One writer at a time, any number
 * of readers; a reader sees each item as of one of its revisions.
 */
@ApplicationScoped
public class Timeline {

  /** Arrivals of evicted items that are kept before they are dropped together. */
  private static final int SPARE_ARRIVALS = 1_000;

  private final ViewConfig config;
  private final InstantSource clock;
  private final ItemIndex index;
  private final Map<ItemId, ViewItem> byId = new ConcurrentHashMap<>();
  private final Set<ItemId> withdrawn;
  private final Withdrawals withdrawals;
  private final Deque<Arrival> byAge = new ArrayDeque<>();
  private final SourceShares shares = new SourceShares();
  private final ShareWarnings warnings = new ShareWarnings();
  private final AtomicLong version = new AtomicLong();
  private long bytes;
  private volatile Instant lastWithdrawal = Instant.MIN;
  private volatile StreamPosition position = StreamPosition.of();

  @Inject
  Timeline(ViewConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.index = new ItemIndex(config.maxSearch());
    this.withdrawals = new Withdrawals(config.maxWithdrawn());
    this.withdrawn = Collections.synchronizedSet(bounded(config.maxItems()));
  }

  private static <T> Set<T> bounded(int most) {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
            return size() > most;
          }
        });
  }

  /**
   * Version of the content. It grows after each change has become visible, so that a result is
   * complete for as long as the version stays the same.
   */
  public long version() {
    return version.get();
  }

  /**
   * A position in the items topic at or before which all records have been applied. A document that
   * is made after it was read has them, and a stream from there has all others.
   */
  public StreamPosition position() {
    return position;
  }

  void reach(StreamPosition reached) {
    position = reached;
  }

  /**
   * Timestamp of the newest tombstone; {@link Instant#MIN} before the first. It counts for every
   * selection: only the tombstone survives a compaction, and replicas must agree.
   */
  public Instant lastWithdrawal() {
    return lastWithdrawal;
  }

  /**
   * The newest items of a selection.
   *
   * @param before only items behind this key; null for the newest of all
   * @throws SearchTimeoutException where the search takes longer than it may
   */
  public List<ViewItem> newest(Selection selection, @Nullable TimelineKey before, int limit) {
    return index.newest(selection, before, limit);
  }

  /**
   * The newest withdrawals of items of a selection, and of items that the view has not read; newest
   * first.
   *
   * @throws SearchTimeoutException where the search takes longer than it may
   */
  public List<Withdrawal> withdrawals(Selection selection) {
    return withdrawals.matching(index.matcher(selection));
  }

  /** The next newer item of all; empty for the newest. */
  public Optional<ViewItem> newer(TimelineKey than) {
    return index.newer(than);
  }

  public Lookup find(ItemId id) {
    ViewItem item = byId.get(id);
    if (item != null && item.isValid()) {
      return new Lookup.Found(item);
    }
    return withdrawn.contains(id) ? new Lookup.Withdrawn() : new Lookup.Unknown();
  }

  public int count(String source) {
    return index.count(source);
  }

  public Optional<ViewItem> referring(LinkHash link) {
    return index.referring(link);
  }

  public List<ViewItem> referringTo(ItemId item, int limit) {
    return index.referringTo(item, limit);
  }

  /** The items that carry a reference, newest first; weakly consistent. */
  public Stream<ViewItem> allReferring(LinkHash link) {
    return index.allReferring(link);
  }

  public Stream<ViewItem> withReferences(Related.Kind kind) {
    return index.withReferences(kind);
  }

  /**
   * The item with this page, whatever the fragment of the URL; empty where several items have it,
   * as with a home page.
   */
  public Optional<ItemId> at(CanonicalUrl page) {
    return index.at(page);
  }

  /** Warning that a full view evicts items of a source first; empty where it does not. */
  public Optional<String> warning(String source) {
    return warnings.warning(source);
  }

  public int size() {
    return byId.size();
  }

  /** Number of arrivals that are remembered, of items that are gone too. */
  synchronized int arrivals() {
    return byAge.size();
  }

  synchronized void put(ViewItem read) {
    ViewItem earlier = byId.get(read.id());
    ViewItem item = earlier == null ? read : read.after(earlier);
    byId.put(item.id(), item);
    index.put(item);
    bytes += item.json().length;
    if (earlier != null) {
      index.remove(earlier);
      shares.remove(earlier);
      bytes -= earlier.json().length;
    }
    shares.add(item);
    withdrawn.remove(item.id());
    withdrawals.remove(item.id());
    arrived(item);
    evict();
    version.incrementAndGet();
  }

  synchronized void withdraw(ItemId id, Instant recorded) {
    withdrawn.add(id);
    ViewItem item = byId.get(id);
    withdrawals.add(id, recorded, item);
    withdrawals.expire(oldest());
    if (item != null) {
      forget(item);
    }
    lastWithdrawal = lastWithdrawal.isBefore(recorded) ? recorded : lastWithdrawal;
    version.incrementAndGet();
  }

  /** Removes all other items, without withdrawing them. */
  synchronized void retain(Set<ItemId> ids) {
    byId.values().stream().filter(item -> !ids.contains(item.id())).forEach(this::forget);
    version.incrementAndGet();
  }

  /**
   * Completes all items of which only the headers were read.
   *
   * @param invalid receives those that cannot be decoded, which are removed
   */
  void complete(BiConsumer<ViewItem, IOException> invalid) {
    for (ViewItem item : byId.values()) {
      try {
        item.complete();
      } catch (IOException e) {
        remove(item);
        invalid.accept(item, e);
      }
    }
  }

  private synchronized void remove(ViewItem item) {
    if (byId.get(item.id()) == item) {
      forget(item);
      version.incrementAndGet();
    }
  }

  private void evict() {
    Instant oldest = oldest();
    withdrawals.expire(oldest);
    while (!byAge.isEmpty() && byAge.getFirst().recorded().isBefore(oldest)) {
      expire(byAge.removeFirst());
    }
    while (byId.size() > config.maxItems()) {
      evict(shares.oldestOfMost());
    }
    while (bytes > config.maxSize().asLongValue()) {
      evict(shares.oldestOfLargest());
    }
  }

  private Instant oldest() {
    return clock.instant().minus(config.maxAge());
  }

  private void evict(ViewItem item) {
    String source = item.source();
    if (!item.position().equals(index.oldest().position())) {
      warnings.evicted(source, share(source));
    }
    forget(item);
  }

  private double share(String source) {
    double ofItems = (double) shares.count(source) / config.maxItems();
    double ofBytes = (double) shares.bytes(source) / config.maxSize().asLongValue();
    return Math.max(ofItems, ofBytes);
  }

  // Arrivals of items that were evicted stay for the whole age otherwise: more than the items.
  private void arrived(ViewItem item) {
    byAge.addLast(new Arrival(item.id(), item.recorded()));
    if (byAge.size() > 2 * byId.size() + SPARE_ARRIVALS) {
      byAge.removeIf(arrival -> held(arrival).isEmpty());
    }
  }

  private void expire(Arrival arrival) {
    held(arrival).ifPresent(this::forget);
  }

  // A later revision has its own arrival.
  private Optional<ViewItem> held(Arrival arrival) {
    return Optional.ofNullable(byId.get(arrival.id()))
        .filter(item -> item.recorded().equals(arrival.recorded()));
  }

  private void forget(ViewItem item) {
    byId.remove(item.id());
    index.remove(item);
    shares.remove(item);
    bytes -= item.json().length;
    String source = item.source();
    warnings.has(source, share(source));
  }

  private record Arrival(ItemId id, Instant recorded) {}
}
