package news.rendezvous.fetch;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of a response.
 *
 * @param status the status code
 * @param headers field names are compared without case; values with CR or LF never get here
 */
public record ResponseHead(int status, MultiMap headers) {

  static ResponseHead of(HttpClientResponse response) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    response
        .headers()
        .forEach(
            (name, value) -> {
              if (Headers.isSafe(value)) {
                headers.add(name, value);
              }
            });
    return new ResponseHead(response.statusCode(), headers);
  }

  /** Whether no body can follow, whatever the headers say (RFC 9112 section 6.3). */
  boolean isAll() {
    return status == 204 || status == 304;
  }

  /** The first value of a field. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** How long the server asks to be left alone; null where it does not. */
  public @Nullable Duration retryAfter(Instant received) {
    boolean throttles = status == 429 || status == 503;
    return throttles ? RetryAfter.of(header("Retry-After"), received) : null;
  }
}
