package news.rendezvous.ingest.normalize.identity;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;

/**
 * Title and text of an entry as a key.
 *
 * @param text text in its comparison form
 */
public record ContentAlias(String text, String hash) {

  /**
   * Least length of a text that identifies a story in any source, in letters: some 20 words.
   * "Photo" and "Read the whole story on our site" are no evidence.
   */
  private static final int LEAST_LETTERS = 100;

  /** Letters that a character of {@link #DENSE} counts as. */
  private static final int LETTERS_OF_DENSE = 3;

  private static final Set<UnicodeScript> DENSE =
      EnumSet.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

  /** The aliases of an entry and, for a text that is long enough, its hash as a further one. */
  public List<Alias> with(List<Alias> aliases) {
    return identifiesAStory()
        ? Stream.concat(aliases.stream(), Stream.of(Alias.everywhere(Match.CONTENT, hash))).toList()
        : aliases;
  }

  /** True if the text is long enough to identify a story in any source. */
  boolean identifiesAStory() {
    return text.length() >= LEAST_LETTERS
        || text.codePoints().map(ContentAlias::letters).sum() >= LEAST_LETTERS;
  }

  private static int letters(int c) {
    return DENSE.contains(UnicodeScript.of(c)) ? LETTERS_OF_DENSE : 1;
  }
}
