package news.rendezvous.dedup.match;

import java.util.regex.Pattern;
import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Story;
import news.rendezvous.item.neardup.Sketch;
import news.rendezvous.item.text.LowerCase;
import org.jspecify.annotations.Nullable;

/** Similarity of an entry to a stored story in title or text, apart from their aliases. */
record ContentSimilarity(StoredStory known, Entry entry) {

  /**
   * Minimum length of a text that counts when another text contains it, in letters: some six words.
   * Shorter ones ("Read the whole story") are contained in many texts.
   */
  private static final int MIN_TEASER = 30;

  private static final Pattern MARKUP = Pattern.compile("<[^>]*>|&\\w+;");
  private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  // Of another source.
  static boolean isSimilar(StoredStory known, Entry entry) {
    ContentSimilarity similarity = new ContentSimilarity(known, entry);
    return known.record().withdrawn() ? similarity.matchesWithdrawn() : similarity.matches();
  }

  boolean matches() {
    return sketchesMatch() || titlesMatch() || textsOverlap();
  }

  /**
   * Stricter: a withdrawn story may have been spam under a copied title, which must not suppress
   * the original. Its text is deleted, its sketch is kept.
   */
  private boolean matchesWithdrawn() {
    return (known.record().version().sketch() != null && entry.sketch() != null)
        ? sketchesMatch()
        : titlesMatch() && !Origin.isOutranked(known, entry);
  }

  /** The texts are equal but for small edits. */
  boolean sketchesMatch() {
    Sketch stored = known.record().version().sketch();
    return stored != null && entry.sketch() != null && stored.resembles(entry.sketch());
  }

  boolean titlesMatch() {
    String title = alphanumeric(entry.story().title());
    return !title.isEmpty()
        && known.last().filter(i -> title.equals(alphanumeric(i.story().title()))).isPresent();
  }

  /** One text contains the other: a teaser and the full text. */
  boolean textsOverlap() {
    String text = text(entry.story());
    return known.last().filter(item -> overlap(text(item.story()), text)).isPresent();
  }

  private static boolean overlap(String one, String other) {
    return one.length() < other.length() ? isTeaser(one, other) : isTeaser(other, one);
  }

  private static boolean isTeaser(String brief, String whole) {
    return letters(brief) >= MIN_TEASER && Substring.isIn(whole, brief);
  }

  // A character of an East Asian script, from U+2E80, counts as three letters.
  private static int letters(String text) {
    return text.codePoints().limit(MIN_TEASER).map(c -> c < 0x2E80 ? 1 : 3).sum();
  }

  /** The texts are equal, however short. */
  boolean textsAreEqual() {
    String text = text(entry.story());
    return !text.isEmpty()
        && known.last().filter(item -> text.equals(text(item.story()))).isPresent();
  }

  private static String text(Story story) {
    return alphanumeric(withoutMarkup(story));
  }

  static String withoutMarkup(Story story) {
    String html = story.contentHtml();
    if (html != null) {
      return MARKUP.matcher(html).replaceAll(" ");
    }
    String text = story.contentText();
    return text == null ? "" : text;
  }

  private static String alphanumeric(@Nullable String text) {
    return text == null ? "" : LowerCase.of(NOT_ALPHANUMERIC.matcher(text).replaceAll(""));
  }
}
