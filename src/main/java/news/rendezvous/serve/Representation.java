package news.rendezvous.serve;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.problem.Problem;
import news.rendezvous.problem.ProblemException;
import news.rendezvous.web.HttpDate;
import org.jspecify.annotations.Nullable;

/**
 * A document that is none of the feeds: its entity tag is that of its bytes. Whoever keeps it keeps
 * what it was coded into, so that this is done once.
 */
public final class Representation {

  /** 412, for a condition that it does not meet. */
  static final Problem OTHER =
      Problem.of(412, "The document is not the one that If-Match or If-Unmodified-Since names.");

  private final byte[] body;
  private final String mediaType;
  private final String fingerprint;
  private final Map<Coding, byte[]> coded = new ConcurrentHashMap<>();

  /**
   * The document in all codings.
   *
   * @param body not coded yet; not to be changed
   * @param mediaType with its charset
   */
  public Representation(byte[] body, String mediaType) {
    this(body, mediaType, Fingerprint.of(body));
  }

  /**
   * The same with the fingerprint of what it says under no name in particular, see {@link
   * Fingerprint}.
   */
  Representation(byte[] body, String mediaType, String fingerprint) {
    this.body = body;
    this.mediaType = mediaType;
    this.fingerprint = fingerprint;
  }

  /** Bytes of it when it is not coded. */
  public int length() {
    return body.length;
  }

  /**
   * 200 in the coding that the client prefers, or 304 where the client has it; what caches may do
   * with it is for the caller to say.
   *
   * @throws ProblemException (412) where the client insists on another
   */
  public Response.ResponseBuilder answer(HttpHeaders headers) {
    return answer(headers, null);
  }

  /**
   * The same with a date.
   *
   * @param modified when it was last modified; null where nobody knows
   */
  Response.ResponseBuilder answer(HttpHeaders headers, @Nullable Instant modified) {
    Coding coding = Coding.preferred(headers.getRequestHeader(HttpHeaders.ACCEPT_ENCODING));
    String tag = coding.tag(fingerprint);
    Preconditions client = Preconditions.of(headers::getRequestHeader);
    if (client.isFailedBy(tag, modified)) {
      throw new ProblemException(OTHER);
    }
    boolean known = client.isMetBy(tag, modified);
    return (known ? Response.notModified() : whole(coding))
        .header(HttpHeaders.LAST_MODIFIED, modified == null ? null : HttpDate.of(modified))
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.VARY, "Accept-Encoding");
  }

  private Response.ResponseBuilder whole(Coding coding) {
    if (coding == Coding.IDENTITY) {
      return Response.ok(body, mediaType);
    }
    return Response.ok(coded.computeIfAbsent(coding, one -> one.encode(body)), mediaType)
        .header(HttpHeaders.CONTENT_ENCODING, coding.token());
  }
}
