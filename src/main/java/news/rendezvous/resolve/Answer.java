package news.rendezvous.resolve;

import java.util.List;
import news.rendezvous.item.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** What a {@code getUrls} end point answered. */
sealed interface Answer {

  /** Result of a request that has not ended in time. */
  Answer NONE_YET = new Failed("none_yet", "is not known yet", true);

  /** The kind of answer, as the metric counts it. */
  String label();

  /**
   * Whether it comes from an end point of references for certain. A server without one says 404,
   * shows some page, or does not answer: then another address may know the reference.
   */
  boolean isCertain();

  /**
   * The reference leads somewhere.
   *
   * @param urls where, not empty
   * @param type media type of a reference that is itself a picture, film or sound; null where the
   *     URLs tell the kind
   * @param title what the page that was answered calls itself
   */
  record Resolved(
      String label,
      List<CanonicalUrl> urls,
      @Nullable String type,
      @Nullable String title,
      boolean isCertain)
      implements Answer {

    public Resolved {
      urls = List.copyOf(urls);
    }
  }

  /** The end point knows the reference and nothing behind it, or does not know it. */
  record Absent(String label, boolean isCertain) implements Answer {}

  /**
   * No usable answer this time.
   *
   * @param error what went wrong, for an operator
   */
  record Failed(String label, String error, boolean isCertain) implements Answer {}

  /** Not asked this time: too many others wait, or the host asked to be left alone. */
  record Deferred() implements Answer {

    @Override
    public String label() {
      return "deferred";
    }

    // The next address would answer in place of the first.
    @Override
    public boolean isCertain() {
      return true;
    }
  }
}
