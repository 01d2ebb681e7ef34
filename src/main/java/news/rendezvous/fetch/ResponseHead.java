package news.rendezvous.fetch;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of a response.
 *
 * @param status the status code
 * @param headers field names are compared without case; values with CR or LF never get here
 */
public record ResponseHead(int status, MultiMap headers) {

  /** The first value of a field. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
