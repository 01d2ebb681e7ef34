package news.rendezvous.normalize;

import com.optimaize.langdetect.LanguageDetector;
import com.optimaize.langdetect.LanguageDetectorBuilder;
import com.optimaize.langdetect.i18n.LdLocale;
import com.optimaize.langdetect.ngram.NgramExtractors;
import com.optimaize.langdetect.profiles.LanguageProfileReader;
import com.optimaize.langdetect.text.CommonTextObjectFactories;
import com.optimaize.langdetect.text.TextObjectFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The language that a text is written in, for entries whose language nobody declares. */
final class SpokenLanguage {

  /** In characters: of less, headlines and lists of names, the guess is too often wrong. */
  private static final int SHORTEST = 200;

  /** In characters: more does not make the guess better, and it takes time in proportion. */
  private static final int LONGEST = 1000;

  /** Those of the library's that news are written in; each more is about a megabyte. */
  private static final String LANGUAGES =
      "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv mk ms nl no pl pt ro"
          + " ru sk sl sq sr sv ta th tl tr uk ur vi zh-CN zh-TW";

  private static final TextObjectFactory TEXTS =
      CommonTextObjectFactories.forDetectingOnLargeText();

  private SpokenLanguage() {}

  /** The profiles are loaded with the first text that needs them: many a service has none. */
  private static final class Loaded {
    private static final LanguageDetector DETECTOR = load();

    private static LanguageDetector load() {
      try {
        return LanguageDetectorBuilder.create(NgramExtractors.standard())
            .withProfiles(
                new LanguageProfileReader()
                    .readBuiltIn(
                        Stream.of(LANGUAGES.split(" ")).map(LdLocale::fromString).toList()))
            // The guess draws samples; with a seed the same text always has the same language.
            .seed(1)
            .build();
      } catch (IOException e) {
        throw new UncheckedIOException("profiles that are in the library cannot be read", e);
      }
    }
  }

  /** BCP 47 tag of a text's language; null for a text that is too short or leaves a doubt. */
  static @Nullable String of(String text) {
    if (text.length() < SHORTEST) {
      return null;
    }
    String start = text.substring(0, Math.min(text.length(), LONGEST));
    LdLocale language = Loaded.DETECTOR.detect(TEXTS.forText(start)).orNull();
    return language == null ? null : language.toString();
  }
}
