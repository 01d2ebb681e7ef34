package news.rendezvous.ingest.parse.feed;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of feed elements: texts, numbers, durations. A blank or invalid one counts as absent. */
final class FeedValues {

  private static final Pattern DIGITS = Pattern.compile("\\d{1,15}");
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,4}:)?\\d{1,4}:\\d{1,2}");

  private FeedValues() {}

  static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** The first candidate that is not null. */
  @SafeVarargs
  static <T> @Nullable T first(@Nullable T... candidates) {
    for (T candidate : candidates) {
      if (candidate != null) {
        return candidate;
      }
    }
    return null;
  }

  static @Nullable Long positive(@Nullable String text) {
    if (text == null || !DIGITS.matcher(text.strip()).matches()) {
      return null;
    }
    long number = Long.parseLong(text.strip());
    return number > 0 ? number : null;
  }

  /** A duration in seconds: {@code 754}, {@code 754.2}, {@code 12:34} or {@code 1:12:34}. */
  static @Nullable Long seconds(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String time = text.strip();
    if (!CLOCK.matcher(time).matches()) {
      return positive(time.replaceFirst("\\.\\d+$", ""));
    }
    long seconds = 0;
    for (String part : time.split(":", -1)) {
      seconds = seconds * 60 + Long.parseLong(part);
    }
    return seconds > 0 ? seconds : null;
  }
}
