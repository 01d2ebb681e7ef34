package news.rendezvous.ingest.fetch.http;

import java.util.Map;
import java.util.function.Function;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One GET or POST request, without redirects.
 *
 * @param body content of a POST request; null for a GET request
 * @param plan decides by status and headers how much of the response body to read
 */
public record HttpRequest(
    HttpUrl url,
    Map<String, String> headers,
    byte @Nullable [] body,
    Function<ResponseHead, BodyPlan> plan,
    MemoryBudget.Reservation reservation) {

  /** A GET request. */
  public HttpRequest(
      HttpUrl url,
      Map<String, String> headers,
      Function<ResponseHead, BodyPlan> plan,
      MemoryBudget.Reservation reservation) {
    this(url, headers, null, plan, reservation);
  }

  /** A GET request whose plan bounds the body so much that no memory is reserved. */
  public HttpRequest(
      HttpUrl url, Map<String, String> headers, Function<ResponseHead, BodyPlan> plan) {
    this(url, headers, plan, MemoryBudget.Reservation.UNLIMITED);
  }

  public HttpRequest {
    headers = Map.copyOf(headers);
    if (!headers.values().stream().allMatch(HeaderFields::isSafe)) {
      throw new IllegalArgumentException(
          "a header value holds a control character: " + headers.keySet());
    }
  }

  /** A POST request, of whose response at most the bytes of the plan are read. */
  public static HttpRequest post(
      HttpUrl url, Map<String, String> headers, byte[] body, BodyPlan plan) {
    return new HttpRequest(url, headers, body, head -> plan, MemoryBudget.Reservation.UNLIMITED);
  }

  /** True for a method that may be repeated without asking (RFC 9110 section 9.2.2). */
  boolean isIdempotent() {
    return body == null;
  }

  /**
   * Read limits of one body, and the policy for a longer one.
   *
   * @param wire bytes before decoding
   * @param decoded bytes after decoding
   */
  public record BodyPlan(long wire, long decoded, WhenOver whenOver) {

    /** Policy for a body that is longer than its limit. */
    public enum WhenOver {
      /** Fail as too large. */
      FAIL,
      /** Truncate the body and close the connection. */
      CUT
    }

    /** Reads no body: the head is enough. */
    public static BodyPlan skip() {
      return new BodyPlan(0, 0, WhenOver.CUT);
    }
  }
}
