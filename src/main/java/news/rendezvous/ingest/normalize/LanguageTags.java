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
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Language tags (BCP 47): those that a feed declares, and detection by n-grams. */
final class LanguageTags {

  /** RFC 5646 section 2.1, as far as feeds use it: a name such as "english" is no tag. */
  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,10}+");

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

  private LanguageTags() {}

  /** The first valid tag, in canonical case. */
  static @Nullable String first(@Nullable String... tags) {
    return Stream.of(tags).flatMap(tag -> canonical(tag).stream()).findFirst().orElse(null);
  }

  private static Optional<String> canonical(@Nullable String tag) {
    return Optional.ofNullable(tag)
        .map(text -> text.strip().replace('_', '-'))
        .filter(text -> TAG.matcher(text).matches())
        .map(text -> Locale.forLanguageTag(text).toLanguageTag())
        .filter(text -> !text.equals("und"));
  }

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

  /** The tag of a text's language; null for a text that is too short or ambiguous. */
  static @Nullable String detect(String text) {
    if (text.length() < SHORTEST) {
      return null;
    }
    String start = text.substring(0, Math.min(text.length(), LONGEST));
    LdLocale language = Loaded.DETECTOR.detect(TEXTS.forText(start)).orNull();
    return language == null ? null : language.toString();
  }
}
