package news.rendezvous.fetch;

import java.util.Map;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * One GET, without redirects.
 *
 * @param url where
 * @param headers request headers beside those that the transport sets itself
 * @param plan how much of the body to read, decided when status and headers are known
 * @param reservation memory for the body
 */
public record Hop(
    HttpUrl url, Map<String, String> headers, Function<ResponseHead, BodyPlan> plan, Room.Reservation reservation) {

  /** The same for bodies that are short by their plan. */
  public Hop(HttpUrl url, Map<String, String> headers, Function<ResponseHead, BodyPlan> plan) {
    this(url, headers, plan, Room.Reservation.UNLIMITED);
  }

  /**
   * Guards the headers.
   *
   * @throws IllegalArgumentException for a value with CR, LF or another control
   */
  public Hop {
    headers = Map.copyOf(headers);
    if (!headers.values().stream().allMatch(Headers::isSafe)) {
      throw new IllegalArgumentException(
          "a header value holds a control character: " + headers.keySet());
    }
  }
}
