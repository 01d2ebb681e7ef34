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
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.view.search.BitSlicedIndex;
import org.jspecify.annotations.Nullable;

/**
 * All indexes of the view, newest first: by sort key, sources, references and pages, and by the
 * terms of their texts. One writer, any number of readers.
 */
final class ItemIndex {

  private final NavigableMap<TimelineKey, ViewItem> all = new ConcurrentSkipListMap<>();
  private final Index<String> bySource = new Index<>(ViewItem::carriers);
  private final Index<LinkHash> byReference = new Index<>(ViewItem::references);
  private final Index<ItemId> byReferredItem = new Index<>(ViewItem::referredItems);
  private final Index<Related.Kind> byKind = new Index<>(ViewItem::kinds);
  private final Index<String> byPage = new Index<>(ViewItem::pages);
  private final BitSlicedIndex<ViewItem> signatures = new BitSlicedIndex<>();
  private final List<Index<?>> indexes =
      List.of(bySource, byReference, byReferredItem, byKind, byPage);
  private final Predicate<ViewItem> latest;

  /**
   * An empty index.
   *
   * @param latest true for the latest revision of an item: the one before it is still found for a
   *     moment
   */
  ItemIndex(Predicate<ViewItem> latest) {
    this.latest = latest;
  }

  /** Adds a revision; its terms replace those of the earlier one. */
  void put(ViewItem held) {
    all.put(held.position(), held);
    indexes.forEach(index -> index.put(held));
    signatures.put(held.item().id(), held.words(), held);
  }

  /** Removes a revision that was replaced, except for its terms, which are replaced already. */
  void replaced(ViewItem earlier) {
    all.remove(earlier.position(), earlier);
    indexes.forEach(index -> index.remove(earlier));
  }

  void remove(ViewItem held) {
    signatures.remove(held.item().id());
    replaced(held);
  }

  ViewItem oldest() {
    return all.lastEntry().getValue();
  }

  /** The item before a key in the order of the timeline. */
  Optional<ViewItem> newer(TimelineKey than) {
    return Optional.ofNullable(all.lowerEntry(than)).map(Map.Entry::getValue);
  }

  List<ViewItem> newest(Selection selection, @Nullable TimelineKey before, int limit) {
    TimelineKey start = start(before, selection.until());
    return selection.words().terms().isEmpty()
        ? listed(selection, start, limit)
        : searched(selection, start, limit);
  }

  private List<ViewItem> listed(Selection selection, @Nullable TimelineKey start, int limit) {
    Predicate<ViewItem> matcher = selection.matcher();
    List<Stream<ViewItem>> found =
        candidates(selection.sources())
            .map(items -> start == null ? items : items.tailMap(start, false))
            .map(items -> upTo(items.values().stream(), selection.since()))
            .map(items -> items.filter(matcher).limit(limit))
            .toList();
    return found.size() == 1 ? found.get(0).toList() : merged(found, limit);
  }

  // The candidates are sorted before their texts are matched: of common terms only the few newest
  // need to be. A heap sorts no more than are taken.
  private List<ViewItem> searched(Selection selection, @Nullable TimelineKey start, int limit) {
    List<ViewItem> behind =
        signatures.candidates(selection.words().keys()).stream()
            .filter(held -> start == null || held.position().compareTo(start) > 0)
            .toList();
    PriorityQueue<ViewItem> newestFirst = new PriorityQueue<>(behind);
    return Stream.generate(newestFirst::poll)
        .takeWhile(Objects::nonNull)
        .filter(latest)
        .filter(selection.matcher())
        .limit(limit)
        .toList();
  }

  private Stream<NavigableMap<TimelineKey, ViewItem>> candidates(Collection<String> sources) {
    return sources.isEmpty() ? Stream.of(all) : sources.stream().map(bySource::of);
  }

  private static @Nullable TimelineKey start(
      @Nullable TimelineKey before, @Nullable Instant until) {
    return Stream.of(
            Optional.ofNullable(before), Optional.ofNullable(until).map(TimelineKey::endOf))
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Stream<ViewItem> upTo(Stream<ViewItem> newestFirst, @Nullable Instant since) {
    return since == null
        ? newestFirst
        : newestFirst.takeWhile(held -> !held.position().timeline().isBefore(since));
  }

  // An item of several carriers is in the index of each.
  private static List<ViewItem> merged(List<Stream<ViewItem>> found, int limit) {
    NavigableMap<TimelineKey, ViewItem> merged = new TreeMap<>();
    found.stream().flatMap(items -> items).forEach(held -> merged.put(held.position(), held));
    return merged.values().stream().limit(limit).toList();
  }

  int count(String source) {
    return bySource.of(source).size();
  }

  Optional<ViewItem> referring(LinkHash link) {
    return byReference.of(link).values().stream().findFirst();
  }

  List<ViewItem> referringTo(ItemId item, int limit) {
    return byReferredItem.of(item).values().stream().limit(limit).toList();
  }

  Stream<ViewItem> allReferring(LinkHash link) {
    return byReference.of(link).values().stream();
  }

  Stream<ViewItem> withReferences(Related.Kind kind) {
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

    private final Function<ViewItem, ? extends Collection<K>> keys;
    private final Map<K, NavigableMap<TimelineKey, ViewItem>> items = new ConcurrentHashMap<>();

    /**
     * An empty index.
     *
     * @param keys attributes of an item
     */
    Index(Function<ViewItem, ? extends Collection<K>> keys) {
      this.keys = keys;
    }

    NavigableMap<TimelineKey, ViewItem> of(K key) {
      return items.getOrDefault(key, Collections.emptyNavigableMap());
    }

    void put(ViewItem item) {
      for (K key : keys.apply(item)) {
        items.computeIfAbsent(key, x -> new ConcurrentSkipListMap<>()).put(item.position(), item);
      }
    }

    /** Removes an item, unless a later revision has replaced it. */
    void remove(ViewItem item) {
      keys.apply(item).forEach(key -> items.computeIfPresent(key, (x, all) -> without(all, item)));
    }

    private static <M extends Map<TimelineKey, ViewItem>> @Nullable M without(
        M all, ViewItem item) {
      all.remove(item.position(), item);
      return all.isEmpty() ? null : all;
    }
  }
}
