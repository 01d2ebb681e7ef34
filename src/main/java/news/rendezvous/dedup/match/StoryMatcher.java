package news.rendezvous.dedup.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.dedup.store.StoreKeys;
import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.dedup.store.StoryRecord;
import news.rendezvous.dedup.store.StoryStore;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Related;
import news.rendezvous.item.neardup.Sketch;
import news.rendezvous.item.neardup.TextAlignment;
import news.rendezvous.item.url.CanonicalUrl;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an entry is a stored story: by its aliases, in their order, each checked by
 * {@link #accepts}; else as a near duplicate, by locality-sensitive hashing (bands of the text's
 * sketch), checked by {@link NearDuplicates}.
 */
public final class StoryMatcher {

  /** Maximum number of near-duplicate candidates; those that share most bands come first. */
  private static final int MAX_CANDIDATES = 32;

  /** Maximum number of candidates whose whole text is aligned with the entry's. */
  private static final int MAX_ALIGNED = 4;

  private final StoryStore store;

  public StoryMatcher(StoryStore store) {
    this.store = store;
  }

  /** A story and the kind of alias that it was found by. */
  public record Hit(StoredStory known, Match match) {}

  /**
   * Result of a search.
   *
   * @param hit the story; null for a new one
   * @param rejected stories that share an alias with the entry but are not its story
   */
  public record Result(@Nullable Hit hit, Collection<StoredStory> rejected) {}

  public Result find(Entry entry) {
    Map<ItemId, StoredStory> rejected = new LinkedHashMap<>();
    Hit hit = byAlias(entry, rejected).or(() -> byText(entry)).orElse(null);
    if (hit != null) {
      rejected.remove(hit.known().id()); // rejected under one alias, accepted under another
    }
    return new Result(hit, rejected.values());
  }

  private Optional<Hit> byAlias(Entry entry, Map<ItemId, StoredStory> rejected) {
    List<Alias> aliases = aliases(entry);
    for (int n = 0; n < aliases.size(); n++) {
      Alias alias = aliases.get(n);
      if (n == 1) {
        prefetch(entry, aliases); // a known entry has its first alias, a new one needs all
      }
      for (StoredStory candidate : candidates(alias, entry)) {
        StoredStory known =
            rejected.getOrDefault(candidate.id(), candidate); // has its item decoded
        if (accepts(known, entry, alias)) {
          return Optional.of(new Hit(known, alias.match()));
        }
        rejected.put(known.id(), known);
      }
    }
    return Optional.empty();
  }

  private void prefetch(Entry entry, List<Alias> aliases) {
    store.prefetch(
        aliases.stream().map(alias -> ItemId.of(entry.edition(), alias)).toList(),
        StoreKeys.bands(entry.edition(), entry.sketch()));
  }

  /**
   * Accepts or rejects an alias that an entry and a stored story share. An alias alone is no proof:
   * a source may use one link for many stories ({@link SameSource}), and another source may copy a
   * guid or URL ({@link ContentSimilarity}).
   */
  private static boolean accepts(StoredStory known, Entry entry, Alias alias) {
    StoryRecord record = known.record();
    if (record.isFrom(entry)) {
      return SameSource.isSameStory(known, entry, alias);
    }
    if (alias.match() == Match.CONTENT && !alias.belongsToASource()) {
      // Equal text is proof, unless the source publishes it as separate stories.
      return !record.isCarriedBy(entry.source().id()) || SameSource.isSameByContent(known, entry);
    }
    // A carrier that changes its text after the story changed may publish a story of its own.
    boolean repeats = alias.belongsToASource() && record.isRepeatedBy(entry);
    return repeats
        || (ContentSimilarity.isSimilar(known, entry) && !isAnotherEpisode(known, entry, alias));
  }

  private static boolean isAnotherEpisode(StoredStory known, Entry entry, Alias alias) {
    return alias.match() == Match.URL
        && entry.guid() != null
        && known.record().isCarriedBy(entry.source().id())
        && known
            .last()
            .filter(item -> SameSource.hasNewEnclosure(item.story(), entry.story()))
            .isPresent();
  }

  /** The identity of an entry all of whose aliases belong to other stories. */
  public static Alias fingerprintAlias(Entry entry) {
    return Alias.own(Match.CONTENT, entry.source().id(), entry.fingerprint());
  }

  private static List<Alias> aliases(Entry entry) {
    List<Alias> aliases = new ArrayList<>(entry.aliases());
    aliases.add(fingerprintAlias(entry));
    return aliases;
  }

  // Stories of the entry's own source come first.
  private List<StoredStory> candidates(Alias alias, Entry entry) {
    List<StoredStory> known = withAlias(entry.edition(), alias);
    return known.size() < 2
        ? known
        : known.stream().sorted(Comparator.comparing(one -> !one.record().isFrom(entry))).toList();
  }

  private List<StoredStory> withAlias(String edition, Alias alias) {
    return store.findByAlias(ItemId.of(edition, alias));
  }

  private Optional<Hit> byText(Entry entry) {
    Sketch sketch = entry.sketch();
    if (sketch == null) {
      return Optional.empty();
    }
    List<StoredStory> candidates =
        sharingBands(entry, sketch).flatMap(id -> store.find(id).stream()).toList();
    List<StoredStory> similar =
        candidates.stream().filter(known -> resembles(known, sketch)).toList();
    return NearDuplicates.select(
            similar.isEmpty() ? edited(candidates, entry, sketch) : similar, entry, sketch)
        .map(known -> new Hit(known, Match.NEAR));
  }

  private static boolean resembles(StoredStory known, Sketch sketch) {
    Sketch stored = known.record().version().sketch();
    return stored != null && stored.resembles(sketch);
  }

  // Last, since each candidate costs a read of its item and some hundred microseconds.
  private static List<StoredStory> edited(
      List<StoredStory> candidates, Entry entry, Sketch sketch) {
    List<StoredStory> possible =
        candidates.stream()
            .filter(known -> !known.record().isCarriedBy(entry.source().id()))
            .filter(known -> mayResemble(known, sketch))
            .limit(MAX_ALIGNED)
            .toList();
    if (possible.isEmpty()) {
      return possible;
    }
    String text = ContentSimilarity.withoutMarkup(entry.story());
    return possible.stream()
        .filter(
            known ->
                TextAlignment.isEdit(ContentSimilarity.withoutMarkup(known.item().story()), text))
        .toList();
  }

  private static boolean mayResemble(StoredStory known, Sketch sketch) {
    Sketch stored = known.record().version().sketch();
    return stored != null && stored.mayResemble(sketch) && !known.record().withdrawn();
  }

  private Stream<ItemId> sharingBands(Entry entry, Sketch sketch) {
    Map<ItemId, Integer> bands = new LinkedHashMap<>();
    for (Bytes band : StoreKeys.bands(entry.edition(), sketch)) {
      store.inBand(band).forEach(id -> bands.merge(id, 1, Integer::sum));
    }
    return bands.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(MAX_CANDIDATES)
        .map(Map.Entry::getKey);
  }

  /** A reference of an entry, linked to the story of its edition that stands at its URL. */
  public Related linked(Entry entry, Related related, Optional<ItemId> self) {
    return related.linked(
        entry.story().title(), self.orElse(null), url -> target(entry.edition(), url));
  }

  private Optional<Related.Target> target(String edition, CanonicalUrl url) {
    return withAlias(edition, new Alias(Match.URL, url.withoutScheme())).stream()
        .filter(known -> !known.record().withdrawn())
        .findFirst()
        .map(known -> new Related.Target(known.id(), () -> title(known)));
  }

  private static @Nullable String title(StoredStory known) {
    return known.last().map(item -> item.story().title()).orElse(null);
  }
}
