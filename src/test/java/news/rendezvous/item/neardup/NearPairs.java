package news.rendezvous.item.neardup;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Pairs of invented texts of which it is known whether they are near duplicates. */
final class NearPairs {

  static final List<String> LANGUAGES = List.of("en", "de", "ru", "ar", "he", "zh", "ja", "ko");

  private static final List<String> BULLETINS =
      List.of("weather", "stocks", "sports", "jobs", "traffic", "court", "appointment");

  /** Words of a brief, a story and a report. */
  private static final List<Integer> LENGTHS = List.of(60, 200, 800);

  private final Newsroom room;
  private final String language;
  private final List<Pair> pairs = new ArrayList<>();

  /**
   * Two texts.
   *
   * @param kind how the other came from the one
   */
  record Pair(String language, String kind, boolean duplicate, String one, String other) {}

  private NearPairs(String language, long seed) {
    this.language = language;
    this.room = new Newsroom(language, seed);
  }

  /** So many rounds of pairs of every kind in every language. */
  static List<Pair> of(long seed, int rounds) {
    return LANGUAGES.stream().flatMap(language -> of(language, seed, rounds)).toList();
  }

  private static Stream<Pair> of(String language, long seed, int rounds) {
    NearPairs made = new NearPairs(language, seed);
    for (int i = 0; i < rounds; i++) {
      LENGTHS.forEach(length -> made.same("" + length, made.story(length)));
      String bulletin = BULLETINS.get(i % BULLETINS.size());
      made.same("bulletin", made.room.bulletins(bulletin, 4).get(0));
      BULLETINS.forEach(made::others);
      made.strangers();
    }
    return made.pairs.stream();
  }

  private String story(int length) {
    return room.story(room.event(), length);
  }

  private void same(String of, String text) {
    Map<String, UnaryOperator<String>> changes =
        Map.ofEntries(
            entry("headline", room::headed),
            entry("boilerplate", room::framed),
            entry("cut", room::cut),
            entry("edits", room::edited),
            entry("more edits", room::rewritten),
            entry("words", room::reworded),
            entry("typography", room::retyped),
            entry("cut+boilerplate", t -> room.framed(room.cut(t))),
            entry("edits+boilerplate", t -> room.framed(room.edited(t))),
            entry("words+boilerplate", t -> room.framed(room.reworded(t))),
            entry("cut+edits", t -> room.edited(room.cut(t))),
            entry("edits+typography", t -> room.retyped(room.edited(t))),
            entry("headline+edits", t -> room.headed(room.edited(t))));
    changes.keySet().stream()
        .sorted()
        .forEach(kind -> add(kind + " " + of, true, text, changes.get(kind).apply(text)));
  }

  private void others(String kind) {
    List<String> bulletins = room.bulletins(kind, 4);
    add(kind, false, bulletins.get(0), bulletins.get(1));
    List<String> closer = room.bulletins(kind, 3);
    add(kind + ", a third the same", false, closer.get(0), closer.get(1));
  }

  private void strangers() {
    Map<String, List<String>> event = room.event();
    add("one event", false, room.story(event, 60), room.story(event, 60));
    add("one event at length", false, room.story(event, 200), room.story(event, 200));
    add("unrelated", false, story(200), story(200));
    add("unrelated reports", false, story(800), story(800));
    add("same frame", false, room.framedInAll(story(60)), room.framedInAll(story(60)));
  }

  private void add(String kind, boolean duplicate, String one, String other) {
    pairs.add(new Pair(language, kind, duplicate, one, other));
  }
}
