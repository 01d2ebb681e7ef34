package news.rendezvous.view;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import org.jspecify.annotations.Nullable;

/**
 * All indexes of the view, newest first: by sort key, sources, references and pages, and by the
 * terms of their texts. One writer, any number of readers.
 */
final class Catalogue {

  private final NavigableMap<Position, Held> all = new ConcurrentSkipListMap<>();
  private final Index<String> bySource = new Index<>(Held::carriers);
  private final Index<LinkHash> byReference = new Index<>(Held::references);
  private final Index<ItemId> byReferredItem = new Index<>(Held::referredItems);
  private final Index<Related.Kind> byKind = new Index<>(Held::kinds);
  private final Index<String> byPage = new Index<>(Held::pages);
  private final Signatures<Held> signatures = new Signatures<>();
  private final List<Index<?>> indexes =
      List.of(bySource, byReference, byReferredItem, byKind, byPage);
  private final Predicate<Held> latest;

  /**
   * An empty index.
   *
   * @param latest true for the latest revision of an item: the one before it is still found for a
   *     moment
   */
  Catalogue(Predicate<Held> latest) {
    this.latest = latest;
  }

  /** Adds a revision; its terms replace those of the earlier one. */
  void put(Held held) {
    all.put(held.position(), held);
    indexes.forEach(index -> index.put(held));
    signatures.put(held.item().id(), held.words(), held);
  }

  /** Removes a revision that was replaced, except for its terms, which are replaced already. */
  void replaced(Held earlier) {
    all.remove(earlier.position(), earlier);
    indexes.forEach(index -> index.remove(earlier));
  }

  void remove(Held held) {
    signatures.remove(held.item().id());
    replaced(held);
  }

  Held oldest() {
    return all.lastEntry().getValue();
  }

  List<Held> newest(Selection selection, @Nullable Position before, int limit) {
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

  // The candidates are sorted before their texts are matched: of common terms only the few newest
  // need to be. A heap sorts no more than are taken.
  private List<Held> searched(Selection selection, @Nullable Position start, int limit) {
    List<Held> behind =
        signatures.candidates(selection.words().keys()).stream()
            .filter(held -> start == null || held.position().compareTo(start) > 0)
            .toList();
    PriorityQueue<Held> newestFirst = new PriorityQueue<>(behind);
    return Stream.generate(newestFirst::poll)
        .takeWhile(Objects::nonNull)
        .filter(latest)
        .filter(selection.matcher())
        .limit(limit)
        .toList();
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

  // An item of several carriers is in the index of each.
  private static List<Held> merged(List<Stream<Held>> found, int limit) {
    NavigableMap<Position, Held> merged = new TreeMap<>();
    found.stream().flatMap(items -> items).forEach(held -> merged.put(held.position(), held));
    return merged.values().stream().limit(limit).toList();
  }

  int count(String source) {
    return bySource.of(source).size();
  }

  Optional<Held> referring(LinkHash link) {
    return byReference.of(link).values().stream().findFirst();
  }

  List<Held> referringTo(ItemId item, int limit) {
    return byReferredItem.of(item).values().stream().limit(limit).toList();
  }

  Stream<Held> allReferring(LinkHash link) {
    return byReference.of(link).values().stream();
  }

  Stream<Held> withReferences(Related.Kind kind) {
    return byKind.of(kind).values().stream();
  }

  // A home page is claimed by several items, and is the page of none.
  Optional<ItemId> at(CanonicalUrl page) {
    return Stream.of(page, page.withoutFragment())
        .map(url -> byPage.of(url.withoutScheme()).values().stream().limit(2).toList())
        .filter(claiming -> claiming.size() == 1)
        .map(claiming -> claiming.get(0).item().id())
        .findFirst();
  }

  /**
   * Secondary index: items by a common attribute, newest first. One writer, any number of readers.
   */
  private static final class Index<K> {

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
}
