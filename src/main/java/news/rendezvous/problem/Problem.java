package news.rendezvous.problem;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A problem document of RFC 9457. Problems of one cause have one {@code type}, {@code
 * urn:rendezvous:problem:<cause>}, which clients may compare and nobody needs to fetch.
 *
 * @param cause lower-case words joined by hyphens, the last part of {@code type}
 * @param title the cause in words, the same for every problem of this cause
 * @param status HTTP status code, 400 to 599
 * @param detail what to do about it, this time
 * @param parameter the query parameter or member of the body that is at fault, where there is one;
 *     an extension member of the document
 */
public record Problem(
    String cause, String title, int status, String detail, @Nullable String parameter) {

  /** Media type of the document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String SOON = "5";

  /** 404, for an item id that is none, or that nobody remembers. */
  public static final Problem UNKNOWN_ITEM =
      new Problem("unknown-item", "Unknown item", 404, "No item that is held has this id.", null);

  /** 410, for an item that an operator took back. */
  public static final Problem WITHDRAWN_ITEM =
      new Problem("withdrawn-item", "Withdrawn item", 410, "The item was withdrawn.", null);

  /**
   * Guards the status.
   *
   * @throws IllegalArgumentException for a status that is no error
   */
  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("no error: " + status);
    }
  }

  /** A problem whose cause is as the status says: 409 gives {@code conflict}. */
  public static Problem of(int status, String detail) {
    Response.StatusType type = Response.Status.fromStatusCode(status);
    String title = type == null ? "Error " + status : type.getReasonPhrase();
    String cause = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return new Problem(cause, title, status, detail, null);
  }

  /**
   * 400, for a query parameter that cannot be read or is out of its bounds.
   *
   * @param parameter its name
   * @param expected what it must be, such as {@code must be 1 to 500}
   */
  public static Problem invalidParameter(String parameter, String expected) {
    String detail = "The parameter '" + parameter + "' " + expected + ".";
    return new Problem("invalid-parameter", "Invalid parameter", 400, detail, parameter);
  }

  /**
   * 400, for a body that cannot be read.
   *
   * @param member path of the member at fault, such as {@code interval}; null for the whole body
   */
  public static Problem malformedBody(String detail, @Nullable String member) {
    return new Problem("malformed-body", "Malformed body", 400, detail, member);
  }

  /** The answer 503, with the time after which another try makes sense (RFC 9110, Retry-After). */
  public static Response unavailable(String detail) {
    return Response.fromResponse(of(503, detail).toResponse()).header("Retry-After", SOON).build();
  }

  /**
   * The answer that carries the document, or the page for a browser, see {@link ProblemAnswers}.
   */
  public Response toResponse() {
    return answer(Response.status(status));
  }

  /** The answer that carries the document and keeps the headers of another. */
  Response toResponse(Response headers) {
    return answer(Response.fromResponse(headers).status(status));
  }

  private Response answer(Response.ResponseBuilder builder) {
    return builder.type(MediaType.valueOf(MEDIA_TYPE)).entity(this).build();
  }

  /** The document itself, UTF-8 JSON. */
  public byte[] toJson() {
    JsonObject json =
        new JsonObject()
            .put("type", "urn:rendezvous:problem:" + cause)
            .put("title", title)
            .put("status", status)
            .put("detail", detail);
    if (parameter != null) {
      json.put("parameter", parameter);
    }
    return json.toBuffer().getBytes();
  }
}
