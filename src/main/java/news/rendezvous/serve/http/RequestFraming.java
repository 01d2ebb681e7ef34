package news.rendezvous.serve.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.stream.Stream;

/** Message framing of requests (RFC 9112 section 6) and persistence of their connections. */
public final class RequestFraming {

  private RequestFraming() {}

  /**
   * True for a request without a body and without a header that request validation rejects or
   * replaces: such a request is valid if its target and its host are.
   */
  public static boolean isSimple(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return (request.version() == HttpVersion.HTTP_1_1 || request.version() == HttpVersion.HTTP_2)
        && !headers.contains(HttpHeaders.CONTENT_LENGTH)
        && !headers.contains(HttpHeaders.TRANSFER_ENCODING)
        && !hasNamelessHeader(headers)
        && isUnchanged(headers.getAll(HttpHeaders.HOST))
        && isSingleOption(headers.getAll(HttpHeaders.CONNECTION));
  }

  // A colon without a port is removed, see TargetHost.
  private static boolean isUnchanged(List<String> hosts) {
    return hosts.isEmpty() || (hosts.size() == 1 && !hosts.get(0).endsWith(":"));
  }

  private static boolean isSingleOption(List<String> connection) {
    return connection.isEmpty() || (connection.size() == 1 && connection.get(0).indexOf(',') < 0);
  }

  // RFC 9110 section 5.1: a field name has at least one character; a proxy may take such a line for
  // the end of the head. Netty ends a name at white space, so that it cannot be blank otherwise.
  static boolean hasNamelessHeader(MultiMap headers) {
    return headers.contains("");
  }

  // RFC 9112 section 6.1: unless chunked is the last coding, the end of the body is undefined, and
  // a
  // proxy may see a body where this server sees the next request ("request smuggling").
  static boolean isUnclear(MultiMap headers) {
    String codings = String.join(",", headers.getAll(HttpHeaders.TRANSFER_ENCODING));
    return !codings.isEmpty() && !codings.equalsIgnoreCase("chunked");
  }

  static boolean isChunkedLast(MultiMap headers) {
    return options(headers, HttpHeaders.TRANSFER_ENCODING)
        .reduce((former, last) -> last)
        .filter("chunked"::equalsIgnoreCase)
        .isPresent();
  }

  // RFC 9112 section 9.6. Vert.x recognises close only as the single option.
  static boolean isLast(MultiMap headers) {
    return !headers.contains(HttpHeaders.CONNECTION, HttpHeaders.CLOSE, true)
        && options(headers, HttpHeaders.CONNECTION).anyMatch("close"::equalsIgnoreCase);
  }

  private static Stream<String> options(MultiMap headers, CharSequence name) {
    List<String> values = headers.getAll(name);
    return values.stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip);
  }
}
