package news.rendezvous.resolve;

import java.util.List;
import news.rendezvous.item.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** What a {@code getUrls} end point answered. */
sealed interface Answer {

  /** The kind of answer, as the metric counts it. */
  String label();

  /**
   * The reference leads somewhere.
   *
   * @param urls where, not empty
   * @param type media type of a reference that is itself a picture, film or sound; null where the
   *     URLs tell the kind
   */
  record Resolved(String label, List<CanonicalUrl> urls, @Nullable String type) implements Answer {

    public Resolved {
      urls = List.copyOf(urls);
    }
  }

  /** The end point knows the reference and nothing behind it, or does not know it. */
  record Absent(String label) implements Answer {}

  /** No usable answer this time. */
  record Failed(String label) implements Answer {}

  /** Not asked this time: too many others wait, or the host asked to be left alone. */
  record Deferred() implements Answer {

    @Override
    public String label() {
      return "deferred";
    }
  }
}
