package news.rendezvous.bench;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Entry;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.neardup.Facts;
import news.rendezvous.item.neardup.Sketch;
import news.rendezvous.item.url.CanonicalUrl;

/** Entries that have all names which an entry can have, and share none of them with another. */
public final class Invented {

  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

  private Invented() {}

  /** The same for the same number, but for the time at which it was seen. */
  public static Entry entry(int number, String edition, Instant seen) {
    SplittableRandom random = new SplittableRandom(number);
    String source = "source-" + number % 1000;
    String page = source + ".example.org/2026/03/03/" + letters(random, 24) + '-' + number;
    return new Entry(
        edition,
        new SourceRef(source, "Source", "https://" + source + ".example.org/feed"),
        null,
        "https://" + page,
        seen,
        false,
        aliases(number, source, page, random),
        letters(random, 32),
        sketch(random),
        story(page, seen, random),
        null,
        null,
        List.of());
  }

  private static List<Alias> aliases(
      int number, String source, String page, SplittableRandom random) {
    return List.of(
        new Alias(Match.GUID, "own:" + source + ":https://" + page),
        new Alias(Match.GUID, "site:" + source + ":/" + number),
        new Alias(Match.GUID, "any:" + page),
        new Alias(Match.URL, page),
        new Alias(Match.CONTENT, "any:" + letters(random, 32)));
  }

  private static Sketch sketch(SplittableRandom random) {
    return new Sketch(
        IntStream.range(0, 8).mapToObj(n -> letters(random, Sketch.BAND)).toList(),
        letters(random, Sketch.ROWS),
        300,
        true,
        new Facts(""),
        new Facts(""));
  }

  private static Story story(String page, Instant seen, SplittableRandom random) {
    return new Story(
        CanonicalUrl.of("https://" + page).orElseThrow(),
        letters(random, 60),
        null,
        (letters(random, 20) + ' ').repeat(25),
        null,
        null,
        List.of(),
        seen,
        null,
        List.of(),
        List.of(),
        "en");
  }

  private static String letters(SplittableRandom random, int count) {
    StringBuilder letters = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return letters.toString();
  }
}
