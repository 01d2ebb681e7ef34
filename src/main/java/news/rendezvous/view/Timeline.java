package news.rendezvous.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * In-memory store of the items that are served, newest first, bounded in number, size and age, with
 * max-min fair shares of the sources (see {@link SourceShares}). One writer, any number of readers;
 * a reader sees each item as of one of its revisions.
 */
@ApplicationScoped
public class Timeline {

  private final ViewConfig config;
  private final InstantSource clock;
  private final ItemIndex catalogue = new ItemIndex(this::isLatest);
  private final Map<ItemId, ViewItem> byId = new ConcurrentHashMap<>();
  private final Set<ItemId> withdrawn;
  private final Deque<Arrival> byAge = new ArrayDeque<>();
  private final SourceShares shares = new SourceShares();
  private final ShareWarnings limit = new ShareWarnings();
  private final AtomicLong version = new AtomicLong();
  private long bytes;
  private final Withdrawals withdrawals = new Withdrawals();

  @Inject
  Timeline(ViewConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
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
   * Timestamp of the newest withdrawal of an item of a selection. It is derived from the topic, so
   * that it is the same on every replica and after a restart for as long as the topic has the
   * item's records: at least a day.
   *
   * @param after lower bound of the result
   */
  public Instant lastWithdrawal(Predicate<ViewItem> among, Instant after) {
    return withdrawals.newest(among, after);
  }

  /**
   * The newest items of a selection.
   *
   * @param before only items behind this key; null for the newest of all
   * @param limit greatest number of items
   */
  public List<ViewItem> newest(Selection selection, @Nullable TimelineKey before, int limit) {
    return catalogue.newest(selection, before, limit);
  }

  /** The next newer item of all; empty for the newest. */
  public Optional<ViewItem> newer(TimelineKey than) {
    return catalogue.newer(than);
  }

  @SuppressWarnings("ReferenceEquality") // this revision, not an equal one
  private boolean isLatest(ViewItem held) {
    return byId.get(held.item().id()) == held;
  }

  /** Looks an item up by its id. */
  public Lookup find(ItemId id) {
    ViewItem held = byId.get(id);
    if (held != null) {
      return new Lookup.Found(held);
    }
    return withdrawn.contains(id) ? new Lookup.Withdrawn() : new Lookup.Unknown();
  }

  /** The number of items that a source carried. */
  public int count(String source) {
    return catalogue.count(source);
  }

  /** The newest item that carries a reference. */
  public Optional<ViewItem> referring(LinkHash link) {
    return catalogue.referring(link);
  }

  /** The newest items that refer to another. */
  public List<ViewItem> referringTo(ItemId item, int limit) {
    return catalogue.referringTo(item, limit);
  }

  /** The items that carry a reference, newest first; weakly consistent. */
  public Stream<ViewItem> allReferring(LinkHash link) {
    return catalogue.allReferring(link);
  }

  /** The items that have a reference of a kind, newest first; weakly consistent. */
  public Stream<ViewItem> withReferences(Related.Kind kind) {
    return catalogue.withReferences(kind);
  }

  /**
   * The item with this page, whatever the fragment of the URL; empty where several items have it,
   * as with a home page.
   */
  public Optional<ItemId> at(CanonicalUrl page) {
    return catalogue.at(page);
  }

  /** Warning that a full view evicts items of a source first; empty where it does not. */
  public Optional<String> warning(String source) {
    return limit.warning(source);
  }

  /** The number of items. */
  public int size() {
    return byId.size();
  }

  /** Adds an item, in place of its earlier revision. */
  void put(ViewItem read) {
    ViewItem earlier = byId.get(read.item().id());
    ViewItem held = earlier == null ? read : read.after(earlier);
    byId.put(held.item().id(), held);
    catalogue.put(held);
    bytes += held.json().length;
    if (earlier != null) {
      catalogue.replaced(earlier);
      shares.remove(earlier);
      bytes -= earlier.json().length;
    }
    shares.add(held);
    byAge.addLast(new Arrival(held.item().id(), held.recorded()));
    evict();
    version.incrementAndGet();
  }

  /**
   * Removes an item and records that it was withdrawn.
   *
   * @param recorded timestamp of the tombstone
   */
  void withdraw(ItemId id, Instant recorded) {
    boolean isNew = withdrawn.add(id);
    ViewItem held = byId.get(id);
    if (held == null && isNew) {
      withdrawals.addUnknown(recorded);
    } else if (held != null) {
      forget(held);
      withdrawals.add(held, recorded);
      version.incrementAndGet();
    }
  }

  /** Removes all other items, without withdrawing them. */
  void retain(Set<ItemId> ids) {
    byId.values().stream().filter(held -> !ids.contains(held.item().id())).forEach(this::forget);
    version.incrementAndGet();
  }

  private void evict() {
    Instant oldest = clock.instant().minus(config.maxAge());
    while (!byAge.isEmpty() && byAge.getFirst().recorded().isBefore(oldest)) {
      expire(byAge.removeFirst());
    }
    while (byId.size() > config.maxItems()) {
      giveWay(shares.oldestOfMost());
    }
    while (bytes > config.maxSize().asLongValue()) {
      giveWay(shares.oldestOfLargest());
    }
  }

  private void giveWay(ViewItem held) {
    String source = SourceShares.source(held);
    if (!held.position().equals(catalogue.oldest().position())) {
      limit.gaveWay(source, share(source));
    }
    forget(held);
  }

  private double share(String source) {
    double ofItems = (double) shares.count(source) / config.maxItems();
    double ofBytes = (double) shares.bytes(source) / config.maxSize().asLongValue();
    return Math.max(ofItems, ofBytes);
  }

  private void expire(Arrival arrival) {
    ViewItem held = byId.get(arrival.id());
    // A later revision has its own arrival.
    if (held != null && held.recorded().equals(arrival.recorded())) {
      forget(held);
    }
  }

  private void forget(ViewItem held) {
    byId.remove(held.item().id());
    catalogue.remove(held);
    shares.remove(held);
    bytes -= held.json().length;
    String source = SourceShares.source(held);
    limit.has(source, share(source));
  }

  /** Time of a record of an item, for its expiry. */
  private record Arrival(ItemId id, Instant recorded) {}
}
