package news.rendezvous.dedup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Match;
import news.rendezvous.item.Related;
import news.rendezvous.item.Sketch;
import news.rendezvous.item.TextAlignment;
import org.apache.kafka.common.utils.Bytes;

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

  Optional<Hit> find(Entry entry) {
    return Stream.concat(entry.aliases().stream(), Stream.of(Names.lastResort(entry)))
        .flatMap(alias -> under(alias, entry).stream())
        .findFirst()
        .or(() -> lookAlike(entry));
  }

  private Optional<Hit> under(Alias alias, Entry entry) {
    return named(entry.edition(), alias)
        .filter(known -> alias.match() != Match.URL || isOneStory(known, entry))
        .map(known -> new Hit(known, alias.match()));
  }

  private static boolean isOneStory(Known known, Entry entry) {
    return known.traits().withdrawn() || Likeness.of(known, entry);
  }

  private Optional<Known> named(String edition, Alias alias) {
    return memory.named(ItemId.of(edition, alias));
  }

  // What one source tells twice under two guids are two stories, however alike: a daily notice.
  private Optional<Hit> lookAlike(Entry entry) {
    Sketch sketch = entry.sketch();
    if (sketch == null) {
      return Optional.empty();
    }
    List<Known> perhaps = new ArrayList<>();
    Iterator<Known> candidates = candidates(entry, sketch).iterator();
    while (candidates.hasNext()) {
      Known known = candidates.next();
      Sketch its = known.traits().told().sketch();
      if (its != null && its.resembles(sketch)) {
        return Optional.of(new Hit(known, Match.NEAR));
      }
      if (its != null && its.mayResemble(sketch) && !known.traits().withdrawn()) {
        perhaps.add(known);
      }
    }
    return edited(perhaps, entry);
  }

  private Stream<Known> candidates(Entry entry, Sketch sketch) {
    return sharingBands(entry, sketch)
        .flatMap(id -> memory.find(id).stream())
        .filter(known -> !known.traits().isCarriedBy(entry.source().id()));
  }

  // Last, since it takes the item from the store and some hundred microseconds each.
  private static Optional<Hit> edited(List<Known> perhaps, Entry entry) {
    if (perhaps.isEmpty()) {
      return Optional.empty();
    }
    String text = StoryText.of(entry.story());
    return perhaps.stream()
        .limit(MOST_ALIGNED)
        .filter(known -> TextAlignment.isEdit(StoryText.of(known.item().story()), text))
        .findFirst()
        .map(known -> new Hit(known, Match.NEAR));
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

  /** A reference, with the item of its edition that stands at its URL, unless it is that story. */
  Related held(String edition, Related related, Optional<ItemId> self) {
    return related.kind() != Related.Kind.STORY
        ? related
        : related.urls().stream()
            .flatMap(url -> named(edition, new Alias(Match.URL, url.withoutScheme())).stream())
            .filter(known -> !known.traits().withdrawn())
            .map(Known::id)
            .findFirst()
            .filter(id -> !self.equals(Optional.of(id)))
            .map(related::heldAs)
            .orElse(related);
  }
}
