package news.rendezvous.normalize;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Match;

/**
 * Title and text of an entry, as what it may be recognised by.
 *
 * @param text as it is compared
 * @param hash of title and text
 */
record Wording(String text, String hash) {

  /**
   * Least length of a text that names a story wherever it is carried, in letters: some 20 words.
   * "Photo" and "Read the whole story on our site" belong to many.
   */
  private static final int TELLING = 100;

  /** What a character of {@link #DENSE} says, in letters. */
  private static final int LETTERS = 3;

  private static final Set<UnicodeScript> DENSE =
      EnumSet.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

  /** The aliases of an entry and, where its words are enough to name a story, those words. */
  List<Alias> with(List<Alias> aliases) {
    return namesAStory()
        ? Stream.concat(aliases.stream(), Stream.of(new Alias(Match.CONTENT, "any:" + hash)))
            .toList()
        : aliases;
  }

  /** Tells whether the words are enough to name a story wherever it is carried. */
  boolean namesAStory() {
    return text.length() >= TELLING || text.codePoints().map(Wording::letters).sum() >= TELLING;
  }

  private static int letters(int c) {
    return DENSE.contains(UnicodeScript.of(c)) ? LETTERS : 1;
  }
}
