package news.rendezvous.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/**
 * The items that are served, newest first, bounded in number and age. One thread writes, any number
 * read; a reader sees each item whole, as of one of its revisions.
 */
@ApplicationScoped
public class Timeline {

  private final ViewConfig config;
  private final InstantSource clock;
  private final NavigableMap<Position, Held> all = new ConcurrentSkipListMap<>();
  private final Index<String> bySource = new Index<>(Held::carriers);
  private final Index<LinkHash> byReference = new Index<>(Held::references);
  private final Index<Related.Kind> byKind = new Index<>(Held::kinds);
  private final Index<String> byPage = new Index<>(Held::pages);
  private final Signatures signatures = new Signatures();
  private final List<Index<?>> indexes = List.of(bySource, byReference, byKind, byPage);
  private final Map<ItemId, Held> byId = new ConcurrentHashMap<>();
  private final Set<ItemId> withdrawn;
  private final Deque<Arrival> byAge = new ArrayDeque<>();
  private final AtomicLong version = new AtomicLong();
  private long bytes;
  private volatile Instant lastWithdrawal = Instant.MIN;

  @Inject
  Timeline(ViewConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.withdrawn = Collections.synchronizedSet(newest(config.maxItems()));
  }

  private static <T> Set<T> newest(int most) {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<T, Boolean> eldest) {
            return size() > most;
          }
        });
  }

  /**
   * Grows with every change, after it can be seen: what was found at a version is all that there is
   * for as long as the version stays.
   */
  public long version() {
    return version.get();
  }

  /** When an item was withdrawn last; the beginning of time if none was. */
  public Instant lastWithdrawal() {
    return lastWithdrawal;
  }

  /**
   * The newest of the items that are asked for.
   *
   * @param before only items behind this position; null for the newest of all
   * @param limit how many at most
   */
  public List<Held> newest(Selection selection, @Nullable Position before, int limit) {
    Position start = start(before, selection.until());
    return selection.words().terms().isEmpty()
        ? listed(selection, start, limit)
        : searched(selection, start, limit);
  }

  private List<Held> listed(Selection selection, @Nullable Position start, int limit) {
    Predicate<Held> matcher = selection.matcher();
    List<Stream<Held>> found =
        candidates(selection.sources())
            .map(items -> start == null ? items : items.tailMap(start, false))
            .map(items -> upTo(items.values().stream(), selection.since()))
            .map(items -> items.filter(matcher).limit(limit))
            .toList();
    return found.size() == 1 ? found.get(0).toList() : merged(found, limit);
  }

  // Those that may have the words are put in order before their texts are read: of common words
  // that
  // is a small part of them.
  private List<Held> searched(Selection selection, @Nullable Position start, int limit) {
    List<Held> behind =
        signatures.candidates(selection.words().keys()).stream()
            .filter(held -> start == null || held.position().compareTo(start) > 0)
            .toList();
    PriorityQueue<Held> newestFirst = new PriorityQueue<>(behind);
    return Stream.generate(newestFirst::poll)
        .takeWhile(Objects::nonNull)
        .filter(this::isNewest)
        .filter(selection.matcher())
        .limit(limit)
        .toList();
  }

  // Not the revision before it, which leaves a moment later.
  private boolean isNewest(Held held) {
    return byId.get(held.item().id()) == held;
  }

  private Stream<NavigableMap<Position, Held>> candidates(Collection<String> sources) {
    return sources.isEmpty() ? Stream.of(all) : sources.stream().map(bySource::of);
  }

  private static @Nullable Position start(@Nullable Position before, @Nullable Instant until) {
    return Stream.of(Optional.ofNullable(before), Optional.ofNullable(until).map(Position::endOf))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Stream<Held> upTo(Stream<Held> newestFirst, @Nullable Instant since) {
    return since == null
        ? newestFirst
        : newestFirst.takeWhile(held -> !held.position().timeline().isBefore(since));
  }

  // An item that several sources carried is in the index of each.
  private static List<Held> merged(List<Stream<Held>> found, int limit) {
    NavigableMap<Position, Held> merged = new TreeMap<>();
    found.stream().flatMap(items -> items).forEach(held -> merged.put(held.position(), held));
    return merged.values().stream().limit(limit).toList();
  }

  /** What is known of an id. */
  public Lookup find(ItemId id) {
    Held held = byId.get(id);
    if (held != null) {
      return new Lookup.Found(held);
    }
    return withdrawn.contains(id) ? new Lookup.Withdrawn() : new Lookup.Unknown();
  }

  /** How many items a source carried of those that are held. */
  public int count(String source) {
    return bySource.of(source).size();
  }

  /** The newest item that carries a reference. */
  public Optional<Held> referring(LinkHash link) {
    return byReference.of(link).values().stream().findFirst();
  }

  /** The items that have a reference of a kind, newest first; a moving picture. */
  public Stream<Held> withReferences(Related.Kind kind) {
    return byKind.of(kind).values().stream();
  }

  /** The item whose page a URL is; empty where several claim it, as they do a home page. */
  public Optional<ItemId> at(CanonicalUrl page) {
    List<Held> claiming = byPage.of(page.withoutScheme()).values().stream().limit(2).toList();
    return claiming.size() == 1 ? Optional.of(claiming.get(0).item().id()) : Optional.empty();
  }

  /** How many items are held. */
  public int size() {
    return byId.size();
  }

  /** Takes an item in, in place of its earlier revision. */
  void put(Held held) {
    Held earlier = byId.put(held.item().id(), held);
    all.put(held.position(), held);
    indexes.forEach(index -> index.put(held));
    signatures.put(held);
    bytes += held.json().length;
    if (earlier != null) {
      unlink(earlier);
    }
    byAge.addLast(new Arrival(held.item().id(), held.recorded()));
    evict();
    version.incrementAndGet();
  }

  /** Takes an item out and remembers that it was withdrawn. */
  void withdraw(ItemId id) {
    withdrawn.add(id);
    Held held = byId.get(id);
    if (held != null) {
      forget(held);
      lastWithdrawal = clock.instant();
      version.incrementAndGet();
    }
  }

  private void unlink(Held held) {
    all.remove(held.position(), held);
    indexes.forEach(index -> index.remove(held));
    bytes -= held.json().length;
  }

  private void evict() {
    Instant oldest = clock.instant().minus(config.maxAge());
    while (!byAge.isEmpty() && byAge.getFirst().recorded().isBefore(oldest)) {
      expire(byAge.removeFirst());
    }
    while (byId.size() > config.maxItems() || bytes > config.maxSize().asLongValue()) {
      forget(all.lastEntry().getValue());
    }
  }

  private void expire(Arrival arrival) {
    Held held = byId.get(arrival.id());
    // A later revision has an arrival of its own.
    if (held != null && held.recorded().equals(arrival.recorded())) {
      forget(held);
    }
  }

  private void forget(Held held) {
    byId.remove(held.item().id());
    signatures.remove(held.item().id());
    unlink(held);
  }

  /** That a record of an item came: what its age is counted from. */
  private record Arrival(ItemId id, Instant recorded) {}
}
