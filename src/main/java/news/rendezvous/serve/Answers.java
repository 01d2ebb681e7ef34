package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;

/** Makes responses of feeds: content coding, {@code Cache-Control} and {@code Vary}. */
@ApplicationScoped
class Answers {

  private final Documents documents;
  private final String cacheControl;

  @Inject
  Answers(Documents documents, ServeConfig config) {
    this.documents = documents;
    this.cacheControl = cacheControl(config);
  }

  /** {@code Cache-Control} of everything that may be stale for {@code freshness}. */
  static String cacheControl(ServeConfig config) {
    return "public, max-age=" + config.freshness().toSeconds();
  }

  /** The feed in the format that its path names. */
  Answer answer(FeedFormat format, Feed feed, HttpHeaders headers) {
    return new Answer(variant(format, feed, headers), cacheControl, "Accept-Encoding", null);
  }

  /**
   * The feed in a format that {@code Accept} selected.
   *
   * @param location the URL of the feed in that format
   */
  Answer negotiated(FeedFormat format, Feed feed, HttpHeaders headers, String location) {
    return new Answer(
        variant(format, feed, headers), cacheControl, "Accept, Accept-Encoding", location);
  }

  private Documents.Variant variant(FeedFormat format, Feed feed, HttpHeaders headers) {
    Coding coding = Coding.preferred(headers.getRequestHeader(HttpHeaders.ACCEPT_ENCODING));
    return documents.variant(format, feed, coding);
  }
}
