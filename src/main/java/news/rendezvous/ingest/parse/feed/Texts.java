package news.rendezvous.ingest.parse.feed;

import org.jspecify.annotations.Nullable;

/** Texts that may be missing: a blank one counts as none. */
final class Texts {

  private Texts() {}

  static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** The first that is there. */
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
