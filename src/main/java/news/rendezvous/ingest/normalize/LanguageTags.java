package news.rendezvous.ingest.normalize;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Language tags in their BCP 47 form. */
final class LanguageTags {

  /** RFC 5646 section 2.1, as far as feeds use it: a name such as "english" is no tag. */
  private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,10}+");

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
}
