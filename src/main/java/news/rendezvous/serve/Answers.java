package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;

/** Answers requests for feed documents. */
@ApplicationScoped
class Answers {

  private final Documents documents;
  private final String cacheControl;

  @Inject
  Answers(Documents documents, ServeConfig config) {
    this.documents = documents;
    this.cacheControl = cacheControl(config);
  }

  /** What caches may do with an answer: keep it as long as it is to be taken for fresh. */
  static String cacheControl(ServeConfig config) {
    return "public, max-age=" + config.freshness().toSeconds();
  }

  /** The document of a feed in a format. */
  Answer answer(FeedFormat format, Feed feed, HttpHeaders headers) {
    return new Answer(rendition(format, feed, headers), cacheControl, "Accept-Encoding", null);
  }

  /**
   * The same where the client's {@code Accept} chose the format.
   *
   * @param location where the format has an address of its own
   */
  Answer negotiated(FeedFormat format, Feed feed, HttpHeaders headers, String location) {
    return new Answer(
        rendition(format, feed, headers), cacheControl, "Accept, Accept-Encoding", location);
  }

  private Documents.Rendition rendition(FeedFormat format, Feed feed, HttpHeaders headers) {
    Coding coding = Coding.preferred(headers.getRequestHeader(HttpHeaders.ACCEPT_ENCODING));
    return documents.rendition(format, feed, coding);
  }
}
