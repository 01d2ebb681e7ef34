package news.rendezvous.serve;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/**
 * A document made for the request that asks for it: its entity tag is that of its bytes.
 *
 * @param body not coded yet; not to be changed
 * @param mediaType with its charset
 */
public record Representation(byte[] body, String mediaType) {

  /**
   * 200 in the coding that the client prefers, or 304 where the client has it; what caches may do
   * with it is for the caller to say.
   */
  public Response.ResponseBuilder answer(HttpHeaders headers) {
    Coding coding = Coding.preferred(headers.getRequestHeader(HttpHeaders.ACCEPT_ENCODING));
    String tag = tag(coding);
    boolean known = Preconditions.of(headers).isMetBy(tag, null);
    return (known ? Response.notModified() : whole(coding))
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.VARY, "Accept-Encoding");
  }

  // RFC 9110 section 8.8.3.3: what differs in its coding differs in its strong tag.
  private String tag(Coding coding) {
    return "\"" + UUID.nameUUIDFromBytes(body) + "-" + coding.token() + "\"";
  }

  private Response.ResponseBuilder whole(Coding coding) {
    Response.ResponseBuilder answer = Response.ok(coding.encode(body), mediaType);
    return coding == Coding.IDENTITY
        ? answer
        : answer.header(HttpHeaders.CONTENT_ENCODING, coding.token());
  }
}
