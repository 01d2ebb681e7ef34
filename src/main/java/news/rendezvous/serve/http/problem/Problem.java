package news.rendezvous.serve.http.problem;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Problem document, RFC 9457. Its {@code type} is {@code urn:rendezvous:problem:<cause>}, which
 * clients compare and need not dereference.
 *
 * @param cause lower-case words joined by hyphens, the last part of {@code type}
 * @param title the cause in words, the same for every problem of this cause
 * @param status HTTP status code, 400 to 599
 * @param detail explanation of this occurrence, with the remedy
 * @param parameter extension member: the invalid query parameter or member of the body, if any
 * @param extensions further extension members, as values of JSON
 */
public record Problem(
    String cause,
    String title,
    int status,
    String detail,
    @Nullable String parameter,
    Map<String, Object> extensions) {

  /** Media type of the document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** Value of {@code Retry-After} in seconds, RFC 9110 section 10.2.3: the cause soon passes. */
  public static final String SOON = "5";

  /** 404, for a malformed or unknown item id. */
  public static final Problem UNKNOWN_ITEM =
      new Problem("unknown-item", "Unknown item", 404, "No item that is held has this id.", null);

  /** 404, for an unknown id of a source. */
  public static final Problem UNKNOWN_SOURCE =
      new Problem("unknown-source", "Unknown source", 404, "No source has this id.", null);

  /** 404, for an unknown id of a view. */
  public static final Problem UNKNOWN_VIEW =
      new Problem("unknown-view", "Unknown view", 404, "No view has this id.", null);

  /** 404, for the hash of a reference in no known story. */
  public static final Problem UNKNOWN_REFERENCE =
      new Problem(
          "unknown-reference",
          "Unknown reference",
          404,
          "No story that the service has read in the last days refers to that.",
          null);

  /** 410, for an item that an operator withdrew. */
  public static final Problem WITHDRAWN_ITEM =
      new Problem("withdrawn-item", "Withdrawn item", 410, "The item was withdrawn.", null);

  /**
   * Validates the status.
   *
   * @throws IllegalArgumentException for a status that is no error
   */
  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("no error: " + status);
    }
    extensions = Map.copyOf(extensions);
  }

  /** A problem without further members. */
  public Problem(
      String cause, String title, int status, String detail, @Nullable String parameter) {
    this(cause, title, status, detail, parameter, Map.of());
  }

  /** The same problem with one more extension member. */
  public Problem with(String member, Object value) {
    Map<String, Object> more = new HashMap<>(extensions);
    more.put(member, value);
    return new Problem(cause, title, status, detail, parameter, more);
  }

  /** The same problem with the member of the body, or the query parameter, that causes it. */
  public Problem at(String member) {
    return new Problem(cause, title, status, detail, member, extensions);
  }

  /** A problem whose cause is the reason phrase of the status: 409 gives {@code conflict}. */
  public static Problem of(int status, String detail) {
    Response.StatusType type = Response.Status.fromStatusCode(status);
    String title = type == null ? "Error " + status : type.getReasonPhrase();
    String cause = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return new Problem(cause, title, status, detail, null);
  }

  /**
   * 400, for an invalid query parameter.
   *
   * @param parameter its name
   * @param expected valid values, such as {@code must be 1 to 500}
   */
  public static Problem invalidParameter(String parameter, String expected) {
    String detail = "The parameter '" + parameter + "' " + expected + ".";
    return new Problem("invalid-parameter", "Invalid parameter", 400, detail, parameter);
  }

  /**
   * 400, for a malformed body.
   *
   * @param member path of the invalid member, such as {@code interval}; null for the whole body
   */
  public static Problem malformedBody(String detail, @Nullable String member) {
    return new Problem("malformed-body", "Malformed body", 400, detail, member);
  }

  /** 503 with {@code Retry-After}. */
  public static Response unavailable(String detail) {
    return of(503, detail).toRetryResponse();
  }

  /** The response with the document and {@code Retry-After}. */
  public Response toRetryResponse() {
    return answer(Response.status(status).header(HttpHeaders.RETRY_AFTER, SOON));
  }

  /** The response with the document, which content negotiation may replace by a web page. */
  public Response toResponse() {
    return answer(Response.status(status));
  }

  /** The response with the document and the headers of another response. */
  Response toResponse(Response headers) {
    return answer(Response.fromResponse(headers).status(status));
  }

  private Response answer(Response.ResponseBuilder builder) {
    return builder.type(MediaType.valueOf(MEDIA_TYPE)).entity(this).build();
  }

  /** The document as JSON in UTF-8. */
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
    extensions.forEach(json::put);
    return json.toBuffer().getBytes();
  }
}
