package news.rendezvous.serve.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.http.ContentCoding;
import news.rendezvous.serve.http.ServeConfig;

/** Makes responses of feeds: content coding, {@code Cache-Control} and {@code Vary}. */
@ApplicationScoped
public class FeedResponses {

  private final FeedDocumentCache documents;
  private final String cacheControl;

  @Inject
  FeedResponses(FeedDocumentCache documents, ServeConfig config) {
    this.documents = documents;
    this.cacheControl = cacheControl(config);
  }

  /** {@code Cache-Control} of everything that may be stale for {@code freshness}. */
  public static String cacheControl(ServeConfig config) {
    return "public, max-age=" + config.freshness().toSeconds();
  }

  /** The feed in the format that its path names. */
  public FeedResponse answer(FeedFormat format, Feed feed, HttpHeaders headers) {
    return new FeedResponse(variant(format, feed, headers), cacheControl, "Accept-Encoding", null);
  }

  /**
   * The feed in a format that {@code Accept} selected.
   *
   * @param location the URL of the feed in that format
   */
  public FeedResponse negotiated(
      FeedFormat format, Feed feed, HttpHeaders headers, String location) {
    return new FeedResponse(
        variant(format, feed, headers), cacheControl, "Accept, Accept-Encoding", location);
  }

  private FeedDocumentCache.Variant variant(FeedFormat format, Feed feed, HttpHeaders headers) {
    ContentCoding coding =
        ContentCoding.preferred(headers.getRequestHeader(HttpHeaders.ACCEPT_ENCODING));
    return documents.variant(format, feed, coding);
  }
}
