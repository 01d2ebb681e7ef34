package news.rendezvous.ingest.parse.feed;

import org.jspecify.annotations.Nullable;

/** Functions of texts that may be absent; a blank text counts as absent. */
final class Texts {

  private Texts() {}

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
}
