package news.rendezvous.dedup;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Match;
import news.rendezvous.item.Related;
import news.rendezvous.item.Sketch;
import news.rendezvous.item.TextAlignment;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an entry is a stored story: by its aliases, in their order, each checked by
 * {@link AliasGuard}; else as a near duplicate, by locality-sensitive hashing (bands of the text's
 * sketch), checked by {@link LookAlikes}.
 */
final class Recognition {

  /** Maximum number of near-duplicate candidates; those that share most bands come first. */
  private static final int MAX_CANDIDATES = 32;

  /** Maximum number of candidates whose whole text is aligned with the entry's. */
  private static final int MAX_ALIGNED = 4;

  private final Memory store;

  Recognition(Memory store) {
    this.store = store;
  }

  /** A story and the kind of alias that it was found by. */
  record Hit(Known known, Match match) {}

  /**
   * Result of a search.
   *
   * @param hit the story; null for a new one
   * @param rejected stories that share an alias with the entry but are not its story
   */
  record Result(@Nullable Hit hit, Collection<Known> rejected) {}

  Result find(Entry entry) {
    Map<ItemId, Known> rejected = new LinkedHashMap<>();
    Hit hit = byAlias(entry, rejected).or(() -> byText(entry)).orElse(null);
    if (hit != null) {
      rejected.remove(hit.known().id()); // rejected under one alias, accepted under another
    }
    return new Result(hit, rejected.values());
  }

  private Optional<Hit> byAlias(Entry entry, Map<ItemId, Known> rejected) {
    for (Alias alias : aliases(entry)) {
      for (Known candidate : candidates(alias, entry)) {
        Known known = rejected.getOrDefault(candidate.id(), candidate); // has its item decoded
        if (AliasGuard.accepts(known, entry, alias)) {
          return Optional.of(new Hit(known, alias.match()));
        }
        rejected.put(known.id(), known);
      }
    }
    return Optional.empty();
  }

  private static List<Alias> aliases(Entry entry) {
    List<Alias> aliases = new ArrayList<>(entry.aliases());
    aliases.add(Names.lastResort(entry));
    return aliases;
  }

  // Stories of the entry's own source come first.
  private List<Known> candidates(Alias alias, Entry entry) {
    List<Known> known = withAlias(entry.edition(), alias);
    return known.size() < 2
        ? known
        : known.stream().sorted(Comparator.comparing(one -> !one.record().isFrom(entry))).toList();
  }

  private List<Known> withAlias(String edition, Alias alias) {
    return store.findByAlias(ItemId.of(edition, alias));
  }

  private Optional<Hit> byText(Entry entry) {
    Sketch sketch = entry.sketch();
    if (sketch == null) {
      return Optional.empty();
    }
    List<Known> candidates =
        sharingBands(entry, sketch).flatMap(id -> store.find(id).stream()).toList();
    List<Known> similar = candidates.stream().filter(known -> resembles(known, sketch)).toList();
    return LookAlikes.select(
            similar.isEmpty() ? edited(candidates, entry, sketch) : similar, entry, sketch)
        .map(known -> new Hit(known, Match.NEAR));
  }

  private static boolean resembles(Known known, Sketch sketch) {
    Sketch stored = known.record().version().sketch();
    return stored != null && stored.resembles(sketch);
  }

  // Last, since each candidate costs a read of its item and some hundred microseconds.
  private static List<Known> edited(List<Known> candidates, Entry entry, Sketch sketch) {
    List<Known> possible =
        candidates.stream()
            .filter(known -> !known.record().isCarriedBy(entry.source().id()))
            .filter(known -> mayResemble(known, sketch))
            .limit(MAX_ALIGNED)
            .toList();
    if (possible.isEmpty()) {
      return possible;
    }
    String text = StoryText.of(entry.story());
    return possible.stream()
        .filter(known -> TextAlignment.isEdit(StoryText.of(known.item().story()), text))
        .toList();
  }

  private static boolean mayResemble(Known known, Sketch sketch) {
    Sketch stored = known.record().version().sketch();
    return stored != null && stored.mayResemble(sketch) && !known.record().withdrawn();
  }

  private Stream<ItemId> sharingBands(Entry entry, Sketch sketch) {
    Map<ItemId, Integer> bands = new LinkedHashMap<>();
    for (Bytes band : Names.ofBands(entry.edition(), sketch)) {
      store.inBand(band).forEach(id -> bands.merge(id, 1, Integer::sum));
    }
    return bands.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(MAX_CANDIDATES)
        .map(Map.Entry::getKey);
  }

  /** A reference of an entry, linked to the story of its edition that stands at its URL. */
  Related linked(Entry entry, Related related, Optional<ItemId> self) {
    return related.linked(
        entry.story().title(), self.orElse(null), url -> target(entry.edition(), url));
  }

  private Optional<Related.Target> target(String edition, CanonicalUrl url) {
    return withAlias(edition, new Alias(Match.URL, url.withoutScheme())).stream()
        .filter(known -> !known.record().withdrawn())
        .findFirst()
        .map(known -> new Related.Target(known.id(), () -> title(known)));
  }

  private static @Nullable String title(Known known) {
    return known.last().map(item -> item.story().title()).orElse(null);
  }
}
