package news.rendezvous.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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
import org.jspecify.annotations.Nullable;

/**
 * All indexes of the view, newest first: by sort key, sources, references and pages. One writer,
 * any number of readers.
 */
final class ItemIndex {

  private final Duration maxSearch;
  private final NavigableMap<TimelineKey, ViewItem> all = new ConcurrentSkipListMap<>();
  private final Index<String> bySource = new Index<>(ViewItem::carriers);
  private final Index<LinkHash> byReference = new Index<>(ViewItem::references);
  private final Index<ItemId> byReferredItem = new Index<>(ViewItem::referredItems);
  private final Index<Related.Kind> byKind = new Index<>(ViewItem::kinds);
  private final Index<String> byPage = new Index<>(ViewItem::pages);
  private final List<Index<?>> indexes =
      List.of(bySource, byReference, byReferredItem, byKind, byPage);

  ItemIndex(Duration maxSearch) {
    this.maxSearch = maxSearch;
  }

  void put(ViewItem held) {
    all.put(held.position(), held);
    indexes.forEach(index -> index.put(held));
  }

  /** Removes an item, unless a later revision has replaced it. */
  void remove(ViewItem held) {
    all.remove(held.position(), held);
    indexes.forEach(index -> index.remove(held));
  }

  ViewItem oldest() {
    return all.lastEntry().getValue();
  }

  /** The item before a key in the order of the timeline. */
  Optional<ViewItem> newer(TimelineKey than) {
    return all.headMap(than, false).descendingMap().values().stream()
        .filter(ViewItem::isValid)
        .findFirst();
  }

  List<ViewItem> newest(Selection selection, @Nullable TimelineKey before, int limit) {
    TimelineKey start = start(before, selection.until());
    Predicate<ViewItem> matcher = matcher(selection);
    List<List<ViewItem>> found =
        candidates(selection, start)
            .map(items -> upTo(items, selection.since()))
            .map(items -> items.filter(matcher).filter(ViewItem::isValid).limit(limit).toList())
            .toList();
    return found.size() == 1 ? found.get(0) : merged(found, limit);
  }

  /** Predicate that gives up a search which takes too long; for one search. */
  Predicate<ViewItem> matcher(Selection selection) {
    Predicate<ViewItem> matcher = selection.matcher();
    long begun = System.nanoTime();
    return item -> {
      if (System.nanoTime() - begun > maxSearch.toNanos()) {
        throw new SearchTimeoutException(maxSearch);
      }
      return matcher.test(item);
    };
  }

  private Stream<Stream<ViewItem>> candidates(Selection selection, @Nullable TimelineKey start) {
    Stream<NavigableMap<TimelineKey, ViewItem>> items =
        selection.carriers().isEmpty()
            ? Stream.of(all)
            : selection.carriers().stream().map(bySource::of);
    return items.map(some -> behind(some, start).values().stream());
  }

  private static <V> NavigableMap<TimelineKey, V> behind(
      NavigableMap<TimelineKey, V> items, @Nullable TimelineKey start) {
    return start == null ? items : items.tailMap(start, false);
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
  private static List<ViewItem> merged(List<List<ViewItem>> found, int limit) {
    NavigableMap<TimelineKey, ViewItem> merged = new TreeMap<>();
    found.forEach(items -> items.forEach(held -> merged.put(held.position(), held)));
    return merged.values().stream().limit(limit).toList();
  }

  int count(String source) {
    return bySource.of(source).size();
  }

  Optional<ViewItem> referring(LinkHash link) {
    return byReference.valid(link).findFirst();
  }

  List<ViewItem> referringTo(ItemId item, int limit) {
    return byReferredItem.valid(item).limit(limit).toList();
  }

  Stream<ViewItem> allReferring(LinkHash link) {
    return byReference.valid(link);
  }

  Stream<ViewItem> withReferences(Related.Kind kind) {
    return byKind.valid(kind);
  }

  // A home page is claimed by several items, and is the page of none.
  Optional<ItemId> at(CanonicalUrl page) {
    return Stream.of(page, page.withoutFragment())
        .map(url -> byPage.of(url.withoutScheme()).values().stream().limit(2).toList())
        .filter(claiming -> claiming.size() == 1)
        .map(claiming -> claiming.get(0).id())
        .findFirst();
  }

  /**
   * Secondary index: items by a common attribute, newest first. One writer, any number of readers.
   */
  private static final class Index<K> {

    private final Function<ViewItem, ? extends Collection<K>> keys;
    private final Map<K, NavigableMap<TimelineKey, ViewItem>> items = new ConcurrentHashMap<>();

    Index(Function<ViewItem, ? extends Collection<K>> keys) {
      this.keys = keys;
    }

    NavigableMap<TimelineKey, ViewItem> of(K key) {
      return items.getOrDefault(key, Collections.emptyNavigableMap());
    }

    Stream<ViewItem> valid(K key) {
      return of(key).values().stream().filter(ViewItem::isValid);
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
