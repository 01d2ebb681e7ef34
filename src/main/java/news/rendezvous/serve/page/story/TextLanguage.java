package news.rendezvous.serve.page.story;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.Story;

/**
 * Value of {@code lang} for the texts of a story. The page has a language of its own, which a text
 * must not inherit: fonts, line breaking and screen readers go by it.
 */
final class TextLanguage {

  /** Value for an unknown language, HTML section 3.2.6.2. */
  private static final String UNKNOWN = "";

  /** Languages that a script tells, the more telling first: Japanese has Han characters too. */
  private static final List<Script> SCRIPTS =
      List.of(
          new Script(UnicodeScript.HIRAGANA, "ja"),
          new Script(UnicodeScript.KATAKANA, "ja"),
          new Script(UnicodeScript.HANGUL, "ko"),
          new Script(UnicodeScript.HAN, "zh"));

  private record Script(UnicodeScript script, String language) {

    boolean occursIn(String text) {
      return text.codePoints().anyMatch(c -> UnicodeScript.of(c) == script);
    }
  }

  private TextLanguage() {}

  /** Language of a story; of one too short for a detection, by its script. */
  static String of(Story story) {
    return Optional.ofNullable(story.language())
        .orElseGet(
            () ->
                guess(
                    Stream.of(story.title(), story.summary(), story.contentText())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse("")));
  }

  private static String guess(String text) {
    return SCRIPTS.stream()
        .filter(script -> script.occursIn(text))
        .map(Script::language)
        .findFirst()
        .orElse(UNKNOWN);
  }
}
