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

/** Finds the story that an entry tells: by its aliases, in their order, else by its text. */
final class Recognition {

  /** Greatest number of look-alikes that are looked at closely, those with most bands first. */
  private static final int MOST_CANDIDATES = 32;

  /** Greatest number of them whose texts are aligned with that of the entry. */
  private static final int MOST_ALIGNED = 4;

  private final Memory memory;

  Recognition(Memory memory) {
    this.memory = memory;
  }

  /** A story and what an entry of it was recognised by. */
  record Hit(Known known, Match match) {}

  /**
   * What was found.
   *
   * @param hit the story; null where it is not known
   * @param refused stories that share an alias with the entry and are others all the same
   */
  record Found(@Nullable Hit hit, Collection<Known> refused) {}

  Found find(Entry entry) {
    Map<ItemId, Known> refused = new LinkedHashMap<>();
    Hit hit = byAlias(entry, refused).or(() -> lookAlike(entry)).orElse(null);
    if (hit != null) {
      refused.remove(hit.known().id()); // by one alias, and not by another
    }
    return new Found(hit, refused.values());
  }

  private Optional<Hit> byAlias(Entry entry, Map<ItemId, Known> refused) {
    for (Alias alias : aliases(entry)) {
      for (Known candidate : candidates(alias, entry)) {
        Known known = refused.getOrDefault(candidate.id(), candidate); // whose item may be decoded
        if (AliasGuard.admits(known, entry, alias)) {
          return Optional.of(new Hit(known, alias.match()));
        }
        refused.put(known.id(), known);
      }
    }
    return Optional.empty();
  }

  private static List<Alias> aliases(Entry entry) {
    List<Alias> aliases = new ArrayList<>(entry.aliases());
    aliases.add(Names.lastResort(entry));
    return aliases;
  }

  // What its own source told before goes before what a stranger tells under the same name.
  private List<Known> candidates(Alias alias, Entry entry) {
    List<Known> named = named(entry.edition(), alias);
    return named.size() < 2
        ? named
        : named.stream()
            .sorted(Comparator.comparing(known -> !known.traits().isFrom(entry)))
            .toList();
  }

  private List<Known> named(String edition, Alias alias) {
    return memory.named(ItemId.of(edition, alias));
  }

  private Optional<Hit> lookAlike(Entry entry) {
    Sketch sketch = entry.sketch();
    if (sketch == null) {
      return Optional.empty();
    }
    List<Known> candidates =
        sharingBands(entry, sketch).flatMap(id -> memory.find(id).stream()).toList();
    List<Known> alike = candidates.stream().filter(known -> resembles(known, sketch)).toList();
    return LookAlikes.one(
            alike.isEmpty() ? edited(candidates, entry, sketch) : alike, entry, sketch)
        .map(known -> new Hit(known, Match.NEAR));
  }

  private static boolean resembles(Known known, Sketch sketch) {
    Sketch its = known.traits().told().sketch();
    return its != null && its.resembles(sketch);
  }

  // Last, since it takes the item from the store and some hundred microseconds each.
  private static List<Known> edited(List<Known> candidates, Entry entry, Sketch sketch) {
    List<Known> perhaps =
        candidates.stream()
            .filter(known -> !known.traits().isCarriedBy(entry.source().id()))
            .filter(known -> mayResemble(known, sketch))
            .limit(MOST_ALIGNED)
            .toList();
    if (perhaps.isEmpty()) {
      return perhaps;
    }
    String text = StoryText.of(entry.story());
    return perhaps.stream()
        .filter(known -> TextAlignment.isEdit(StoryText.of(known.item().story()), text))
        .toList();
  }

  private static boolean mayResemble(Known known, Sketch sketch) {
    Sketch its = known.traits().told().sketch();
    return its != null && its.mayResemble(sketch) && !known.traits().withdrawn();
  }

  private Stream<ItemId> sharingBands(Entry entry, Sketch sketch) {
    Map<ItemId, Integer> bands = new LinkedHashMap<>();
    for (Bytes band : Names.ofBands(entry.edition(), sketch)) {
      memory.alike(band).forEach(id -> bands.merge(id, 1, Integer::sum));
    }
    return bands.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_CANDIDATES)
        .map(Map.Entry::getKey);
  }

  /** A reference of an entry, linked to the story of its edition that stands at its URL. */
  Related linked(Entry entry, Related related, Optional<ItemId> self) {
    return related.linked(
        entry.story().title(), self.orElse(null), url -> target(entry.edition(), url));
  }

  private Optional<Related.Target> target(String edition, CanonicalUrl url) {
    return named(edition, new Alias(Match.URL, url.withoutScheme())).stream()
        .filter(known -> !known.traits().withdrawn())
        .findFirst()
        .map(known -> new Related.Target(known.id(), () -> title(known)));
  }

  private static @Nullable String title(Known known) {
    return known.last().map(item -> item.story().title()).orElse(null);
  }
}
