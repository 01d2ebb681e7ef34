package news.rendezvous.ingest.resolve.answer;

import java.util.List;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/** Answer of a {@code getUrls} end point. */
public sealed interface EndPointAnswer {

  /** Result of a request that has not ended in time. */
  EndPointAnswer NONE_YET = new Failed("none_yet", "is not known yet", true);

  /** Kind of the answer: tag of the metric, and stored. */
  String label();

  /**
   * True if only an end point of references answers so. A server without one responds with 404 or a
   * page, or not at all: then another address of the reference is requested.
   */
  boolean isCertain();

  /**
   * URLs of the reference.
   *
   * @param urls not empty
   * @param type media type of a reference that is itself an image, video or audio; null if the URLs
   *     decide the kind
   * @param title of the page in the answer
   */
  record Resolved(
      String label,
      List<CanonicalUrl> urls,
      @Nullable String type,
      @Nullable String title,
      boolean isCertain)
      implements EndPointAnswer {

    public Resolved {
      urls = List.copyOf(urls);
    }
  }

  /** Negative answer: the end point has no URL for the reference. */
  record Absent(String label, boolean isCertain) implements EndPointAnswer {}

  /** No usable answer this time. */
  record Failed(String label, String error, boolean isCertain) implements EndPointAnswer {}

  /** Not requested this time: the queue is full, or the host is held (Retry-After). */
  record Deferred() implements EndPointAnswer {

    @Override
    public String label() {
      return "deferred";
    }

    // Otherwise the next address would be requested instead.
    @Override
    public boolean isCertain() {
      return true;
    }
  }
}
