package news.rendezvous.serve;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.problem.Problem;
import news.rendezvous.problem.ProblemException;

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
  private final UUID name;
  private final Map<Coding, byte[]> coded = new ConcurrentHashMap<>();

  /**
   * The document in all codings.
   *
   * @param body not coded yet; not to be changed
   * @param mediaType with its charset
   */
  public Representation(byte[] body, String mediaType) {
    this.body = body;
    this.mediaType = mediaType;
    this.name = UUID.nameUUIDFromBytes(body);
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
    Coding coding = Coding.preferred(headers.getRequestHeader(HttpHeaders.ACCEPT_ENCODING));
    String tag = tag(coding);
    Preconditions client = Preconditions.of(headers::getRequestHeader);
    if (client.isFailedBy(tag, null)) {
      throw new ProblemException(OTHER);
    }
    boolean known = client.isMetBy(tag, null);
    return (known ? Response.notModified() : whole(coding))
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.VARY, "Accept-Encoding");
  }

  // RFC 9110 section 8.8.3.3: what differs in its coding differs in its strong tag.
  private String tag(Coding coding) {
    return "\"" + name + "-" + coding.token() + "\"";
  }

  private Response.ResponseBuilder whole(Coding coding) {
    if (coding == Coding.IDENTITY) {
      return Response.ok(body, mediaType);
    }
    return Response.ok(coded.computeIfAbsent(coding, one -> one.encode(body)), mediaType)
        .header(HttpHeaders.CONTENT_ENCODING, coding.token());
  }
}
