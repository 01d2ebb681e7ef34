package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers requests for feed documents, with no more than the client does not have yet. */
@ApplicationScoped
class Answers {

  private final Documents documents;
  private final String cacheControl;

  @Inject
  Answers(Documents documents, ServeConfig config) {
    this.documents = documents;
    this.cacheControl = "public, max-age=" + config.freshness().toSeconds();
  }

  /** The document of a feed in a format: 200, or 304 where the client has it. */
  Response answer(FeedFormat format, Feed feed, HttpHeaders headers) {
    return builder(format, feed, headers).header(HttpHeaders.VARY, "Accept-Encoding").build();
  }

  /**
   * The same where the client's {@code Accept} chose the format.
   *
   * @param location where the format has an address of its own
   */
  Response negotiated(FeedFormat format, Feed feed, HttpHeaders headers, String location) {
    return builder(format, feed, headers)
        .header(HttpHeaders.VARY, "Accept, Accept-Encoding")
        .header(HttpHeaders.CONTENT_LOCATION, location)
        .build();
  }

  private Response.ResponseBuilder builder(FeedFormat format, Feed feed, HttpHeaders headers) {
    Coding coding = Coding.preferred(headers.getRequestHeader(HttpHeaders.ACCEPT_ENCODING));
    Documents.Rendition rendition = documents.rendition(format, feed, coding);
    boolean known = Preconditions.of(headers).isMetBy(rendition.tag(), rendition.modified());
    Response.ResponseBuilder answer = known ? Response.notModified() : whole(rendition);
    // RFC 9110 section 15.4.5: what a 304 has to repeat of the 200.
    answer
        .header(HttpHeaders.ETAG, rendition.tag())
        .header(HttpHeaders.CACHE_CONTROL, cacheControl);
    if (rendition.modified() != null) {
      answer.header(HttpHeaders.LAST_MODIFIED, Dates.http(rendition.modified()));
    }
    return answer;
  }

  private static Response.ResponseBuilder whole(Documents.Rendition rendition) {
    Response.ResponseBuilder answer = Response.ok(rendition.body(), rendition.mediaType());
    return rendition.coding() == Coding.IDENTITY
        ? answer
        : answer.header(HttpHeaders.CONTENT_ENCODING, rendition.coding().token());
  }
}
