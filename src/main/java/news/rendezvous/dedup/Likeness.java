package news.rendezvous.dedup;

import java.util.Locale;
import java.util.regex.Pattern;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Sketch;
import news.rendezvous.item.Story;
import org.jspecify.annotations.Nullable;

/**
 * Likeness of an entry to a story, apart from the aliases that they share.
 *
 * @param known the story
 * @param entry the entry
 */
record Likeness(Known known, Entry entry) {

  /**
   * Least length of a text that says something where another text contains it, in letters: some six
   * words. "Read the whole story" is contained in many.
   */
  private static final int TELLING = 30;

  private static final Pattern SILENT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /** Tells whether title or text of an entry are those of a story of another source. */
  static boolean of(Known known, Entry entry) {
    Likeness likeness = new Likeness(known, entry);
    return known.traits().withdrawn() ? likeness.isOfWithdrawn() : likeness.ofAny();
  }

  /** Either title or text is the story's. */
  boolean ofAny() {
    return ofSketches() || ofTitles() || ofTexts();
  }

  /**
   * Stricter than otherwise: what was withdrawn may have been spam under a borrowed title, which
   * must not keep its origin away. The text is gone; the sketch is not.
   */
  private boolean isOfWithdrawn() {
    return (known.traits().told().sketch() != null && entry.sketch() != null)
        ? ofSketches()
        : ofTitles() && !known.isOutrankedBy(entry);
  }

  /** One text is the other but for small edits. */
  boolean ofSketches() {
    Sketch its = known.traits().told().sketch();
    return its != null && entry.sketch() != null && its.resembles(entry.sketch());
  }

  boolean ofTitles() {
    String title = spoken(entry.story().title());
    return !title.isEmpty()
        && known.last().filter(item -> title.equals(spoken(item.story().title()))).isPresent();
  }

  /** One text is contained in the other: a teaser of the whole. */
  boolean ofTexts() {
    String now = text(entry.story());
    return known
        .last()
        .map(item -> text(item.story()))
        .filter(its -> overlap(its, now))
        .isPresent();
  }

  private static boolean overlap(String one, String other) {
    return one.length() < other.length() ? isTeaser(one, other) : isTeaser(other, one);
  }

  private static boolean isTeaser(String brief, String whole) {
    return letters(brief) >= TELLING && Substring.isIn(whole, brief);
  }

  // A character of the scripts of East Asia, which begin at U+2E80, says as much as three letters.
  private static int letters(String text) {
    return text.codePoints().limit(TELLING).map(c -> c < 0x2E80 ? 1 : 3).sum();
  }

  /** Both say the same, be it only "The latest bulletin". */
  boolean ofEqualTexts() {
    String now = text(entry.story());
    return !now.isEmpty()
        && known.last().filter(item -> now.equals(text(item.story()))).isPresent();
  }

  private static String text(Story story) {
    return spoken(StoryText.of(story));
  }

  private static String spoken(@Nullable String text) {
    return text == null ? "" : SILENT.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
