package news.rendezvous.serve.http;

import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.item.text.HttpDate;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A document other than a feed, with its entity tag and, once made, its content codings. */
public final class Representation {

  /** 412, for a precondition that fails. */
  public static final Problem PRECONDITION_FAILED =
      Problem.of(412, "The document is not the one that If-Match or If-Unmodified-Since names.");

  /** Media types whose data is compressed. */
  private static final Set<String> COMPRESSED =
      Set.of("image/gif", "image/jpeg", "image/png", "image/webp");

  private final Buffer body;
  private final String mediaType;
  private final EntityTag tag;
  private final Map<ContentCoding, Buffer> coded = new ConcurrentHashMap<>();

  public Representation(byte[] body, String mediaType) {
    this(body, mediaType, EntityTag.of(body));
  }

  /** The same with an entity tag that leaves the host name of the service out of account. */
  public Representation(byte[] body, String mediaType, EntityTag tag) {
    this.body = Buffer.buffer(body);
    this.mediaType = mediaType;
    this.tag = tag;
  }

  public int length() {
    return body.length();
  }

  /**
   * 200 in the coding that the client prefers, or 304; the caller adds {@code Cache-Control}.
   *
   * @throws ProblemException (412) where a precondition fails
   */
  public Response.ResponseBuilder answer(HttpHeaders headers) {
    return answer(headers, null);
  }

  public Response.ResponseBuilder answer(HttpHeaders headers, @Nullable Instant modified) {
    ContentCoding coding =
        COMPRESSED.contains(mediaType)
            ? ContentCoding.IDENTITY
            : ContentCoding.preferred(headers.getRequestHeader(HttpHeaders.ACCEPT_ENCODING));
    String etag = tag.header(coding);
    Preconditions preconditions = Preconditions.of(headers::getRequestHeader);
    if (preconditions.isFailed(etag, modified)) {
      throw new ProblemException(PRECONDITION_FAILED);
    }
    boolean notModified = preconditions.isNotModified(etag, modified);
    return (notModified ? Response.notModified() : ok(coding))
        .header(HttpHeaders.LAST_MODIFIED, modified == null ? null : HttpDate.format(modified))
        .header(HttpHeaders.ETAG, etag)
        .header(HttpHeaders.VARY, "Accept-Encoding");
  }

  private Response.ResponseBuilder ok(ContentCoding coding) {
    if (coding == ContentCoding.IDENTITY) {
      return Response.ok(body, mediaType);
    }
    return Response.ok(coded.computeIfAbsent(coding, this::encode), mediaType)
        .header(HttpHeaders.CONTENT_ENCODING, coding.token());
  }

  private Buffer encode(ContentCoding coding) {
    return Buffer.buffer(coding.encode(body.getBytes()));
  }
}
