package news.rendezvous.ingest.normalize;

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

/** Language detection by n-grams, for entries without a declared language. */
final class LanguageDetection {

  /**
   * In characters; in shorter texts, headlines and lists of names, the result is too often wrong.
   */
  private static final int SHORTEST = 200;

  /** In characters; more text does not improve the result and costs time in proportion. */
  private static final int LONGEST = 1000;

  /** The library's languages that news are published in; each more takes about a megabyte. */
  private static final String LANGUAGES =
      "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv mk ms nl no pl pt ro"
          + " ru sk sl sq sr sv ta th tl tr uk ur vi zh-CN zh-TW";

  private static final TextObjectFactory TEXTS =
      CommonTextObjectFactories.forDetectingOnLargeText();

  private LanguageDetection() {}

  /** Loaded with the first text that needs detection: many services have none. */
  private static final class Loaded {
    private static final LanguageDetector DETECTOR = load();

    private static LanguageDetector load() {
      try {
        return LanguageDetectorBuilder.create(NgramExtractors.standard())
            .withProfiles(
                new LanguageProfileReader()
                    .readBuiltIn(
                        Stream.of(LANGUAGES.split(" ")).map(LdLocale::fromString).toList()))
            // Detection draws random samples; with a fixed seed it is deterministic.
            .seed(1)
            .build();
      } catch (IOException e) {
        throw new UncheckedIOException("profiles that are in the library cannot be read", e);
      }
    }
  }

  /** BCP 47 tag of a text's language; null for a text that is too short or ambiguous. */
  static @Nullable String of(String text) {
    if (text.length() < SHORTEST) {
      return null;
    }
    String start = text.substring(0, Math.min(text.length(), LONGEST));
    LdLocale language = Loaded.DETECTOR.detect(TEXTS.forText(start)).orNull();
    return language == null ? null : language.toString();
  }
}
