package news.rendezvous.ingest.fetch.http;

import java.util.Map;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * One GET request, without redirects.
 *
 * @param plan decides by status and headers how much of the body to read
 */
public record GetRequest(
    HttpUrl url,
    Map<String, String> headers,
    Function<ResponseHead, BodyPlan> plan,
    MemoryBudget.Reservation reservation) {

  /** A request whose plan bounds the body so much that no memory is reserved. */
  public GetRequest(
      HttpUrl url, Map<String, String> headers, Function<ResponseHead, BodyPlan> plan) {
    this(url, headers, plan, MemoryBudget.Reservation.UNLIMITED);
  }

  public GetRequest {
    headers = Map.copyOf(headers);
    if (!headers.values().stream().allMatch(HeaderFields::isSafe)) {
      throw new IllegalArgumentException(
          "a header value holds a control character: " + headers.keySet());
    }
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
