package news.rendezvous.serve.feed;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import news.rendezvous.item.text.HttpDate;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.http.ContentCoding;
import news.rendezvous.serve.http.PageNegotiation;
import news.rendezvous.serve.http.Preconditions;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.view.StreamPosition;
import org.jspecify.annotations.Nullable;

/** The response to requests for a feed document: 200, 226, 304 or 412, with headers made once. */
public final class FeedResponse {

  private static final int BYTES_OF_HEADERS = 3_000;
  private static final int BYTES_OF_A_DOCUMENT = 1_000;
  private static final int BYTES_OF_AN_ITEM = 8;
  private static final Buffer NO_BODY = Buffer.buffer();

  /** RFC 3229 section 10.4.1: IM Used. */
  private static final int DELTA = 226;

  // RFC 3229 section 10.8.2: a cache that does not know instance manipulations must not store it.
  private static final String CACHE_CONTROL_OF_A_DELTA = "no-store, im";

  private final FeedBodies bodies;
  private final DeltaBases bases;
  private final FeedBodies.Rendition rendition;
  private final String etag;
  private final @Nullable Instant modified;
  private final long version;
  private final List<Header> notModified = new ArrayList<>();
  private final List<Header> ok = new ArrayList<>();

  /**
   * The response for a document.
   *
   * @param at a position at or before which the document was made
   * @param location where the negotiated format has a URL of its own; null at that URL
   */
  FeedResponse(
      FeedBodies bodies,
      DeltaBases bases,
      FeedBodies.Rendition rendition,
      @Nullable Instant modified,
      long version,
      StreamPosition at,
      String cacheControl,
      @Nullable String location) {
    this.bodies = bodies;
    this.bases = bases;
    this.rendition = rendition;
    this.etag = rendition.etag();
    this.modified = modified;
    this.version = version;
    // RFC 9110 section 15.4.5: a 304 repeats these headers of the 200.
    both(HttpHeaders.ETAG, etag);
    both(HttpHeaders.CACHE_CONTROL, cacheControl);
    both(HttpHeaders.VARY, PageNegotiation.VARY + ", Accept-Encoding");
    if (modified != null) {
      both(HttpHeaders.LAST_MODIFIED, HttpDate.format(modified));
    }
    both(HttpHeaders.LINK, rendition.document().links().header(at));
    if (location != null) {
      both(HttpHeaders.CONTENT_LOCATION, location);
    }
    ok.add(Header.of(HttpHeaders.CONTENT_TYPE, rendition.format().mediaType()));
    if (rendition.coding() != ContentCoding.IDENTITY) {
      ok.add(Header.of(HttpHeaders.CONTENT_ENCODING, rendition.coding().token()));
    }
  }

  private void both(String name, String value) {
    Header header = Header.of(name, value);
    notModified.add(header);
    ok.add(header);
  }

  /** A response header, encoded once. */
  record Header(CharSequence name, CharSequence value) {

    static Header of(String name, String value) {
      return new Header(
          io.vertx.core.http.HttpHeaders.createOptimized(name),
          io.vertx.core.http.HttpHeaders.createOptimized(value));
    }
  }

  /** Evaluates the preconditions and answers through JAX-RS. */
  public Response response(HttpHeaders request) {
    Preconditions preconditions = Preconditions.of(request::getRequestHeader);
    if (preconditions.isFailed(etag, modified)) {
      return Representation.PRECONDITION_FAILED.toResponse();
    }
    if (preconditions.isNotModified(etag, modified)) {
      return with(notModified, Response.notModified()).build();
    }
    return bases
        .find(rendition.document(), request.getRequestHeader("A-IM"), preconditions)
        .flatMap(this::delta)
        .orElseGet(() -> with(ok, Response.ok(bodies.get(rendition))).build());
  }

  private static Response.ResponseBuilder with(
      List<Header> headers, Response.ResponseBuilder response) {
    headers.forEach(header -> response.header(header.name().toString(), header.value().toString()));
    return response;
  }

  /** The delta to a document that the client has; empty where all items are new. */
  private Optional<Response> delta(DeltaBases.Base base) {
    FeedDocument whole = rendition.document();
    FeedDocument delta = rendition.format().delta(whole, base.state());
    if (delta.items().size() == whole.items().size()) {
      return Optional.empty(); // as long, and no cache could store it
    }
    return Optional.of(
        with(ok, Response.status(DELTA, "IM Used"))
            .entity(bodies.get(rendition.delta(base.tag(), delta)))
            .header(HttpHeaders.CACHE_CONTROL, null)
            .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL_OF_A_DELTA)
            .header("IM", DeltaBases.FEED)
            .header("Delta-Base", base.header())
            .build());
  }

  /**
   * 200 or 304 with a cached body.
   *
   * @return null where the body is not cached, or a precondition fails
   */
  @Nullable Cached cached(Preconditions preconditions) {
    if (preconditions.isFailed(etag, modified)) {
      return null;
    }
    if (preconditions.isNotModified(etag, modified)) {
      return new Cached(304, notModified, NO_BODY);
    }
    Buffer body = bodies.cached(rendition);
    return body == null ? null : new Cached(200, ok, body);
  }

  /** A response that can be sent as it is. */
  record Cached(int status, List<Header> headers, Buffer body) {

    void addTo(HttpServerResponse response) {
      response.setStatusCode(status);
      MultiMap sent = response.headers();
      for (Header header : headers) {
        sent.set(header.name(), header.value());
      }
    }
  }

  long version() {
    return version;
  }

  /** Bytes of memory without the body; the query is in all links. */
  int weight() {
    FeedDocument document = rendition.document();
    return BYTES_OF_HEADERS
        + BYTES_OF_A_DOCUMENT
        + 10 * document.links().self().path().length()
        + BYTES_OF_AN_ITEM * (document.items().size() + document.withdrawn().size());
  }
}
