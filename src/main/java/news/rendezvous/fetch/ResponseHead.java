package news.rendezvous.fetch;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of a response.
 *
 * @param status the status code
 * @param headers field names are compared without case; values with CR or LF never get here
 */
public record ResponseHead(int status, MultiMap headers) {

  static ResponseHead of(HttpClientResponse response) {
    return of(response.statusCode(), response.headers());
  }

  static ResponseHead of(int status, Iterable<Map.Entry<String, String>> fields) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (Map.Entry<String, String> field : fields) {
      if (Headers.isSafe(field.getValue())) {
        headers.add(field.getKey(), field.getValue());
      }
    }
    return new ResponseHead(status, headers);
  }

  /** Whether no body can follow, whatever the headers say (RFC 9112 section 6.3). */
  boolean isAll() {
    return status == 204 || status == 304;
  }

  /**
   * The target of a redirect. RFC 9110 section 10.2.2 wants a URI, which is ASCII; what servers
   * send in raw UTF-8 has been read as ISO 8859-1 here, one character a byte.
   */
  public @Nullable String location() {
    String value = header("Location");
    return value == null ? null : Headers.utf8(value.strip());
  }

  /** The first value of a field. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
