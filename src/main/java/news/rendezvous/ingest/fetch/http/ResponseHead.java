package news.rendezvous.ingest.fetch.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of a response.
 *
 * @param headers with case-insensitive names; without values that have control characters
 */
public record ResponseHead(int status, MultiMap headers) {

  static ResponseHead of(HttpClientResponse response) {
    return of(response.statusCode(), response.headers());
  }

  static ResponseHead of(int status, Iterable<Map.Entry<String, String>> fields) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (Map.Entry<String, String> field : fields) {
      if (HeaderFields.isSafe(field.getValue())) {
        headers.add(field.getKey(), field.getValue());
      }
    }
    return new ResponseHead(status, headers);
  }

  /** True if no body follows, whatever the headers say (RFC 9112 section 6.3). */
  boolean isBodiless() {
    return status == 204 || status == 304;
  }

  /**
   * Value of Location. RFC 9110 section 10.2.2 requires a URI, which is ASCII; some servers send
   * raw UTF-8, which the HTTP client decodes as ISO 8859-1.
   */
  public @Nullable String location() {
    String value = header("Location");
    return value == null ? null : HeaderFields.utf8(value.strip());
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
