package news.rendezvous.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The bytes of a GET request that has no body, RFC 9112 section 3. */
final class Head {

  /** Bytes of one that is remembered; whoever says more says something else. */
  static final int LONGEST = 2_000;

  /**
   * Headers on which an answer depends by their values alone, or not at all. Any other may mean
   * that there is a body, that the connection is to be closed or to become another, or that
   * somebody has a name.
   */
  private static final Set<String> PLAIN =
      Set.of(
          "a-im",
          "accept",
          "accept-encoding",
          "accept-language",
          "cache-control",
          "dnt",
          "from",
          "host",
          "if-modified-since",
          "if-none-match",
          "pragma",
          "priority",
          "referer",
          "sec-fetch-dest",
          "sec-fetch-mode",
          "sec-fetch-site",
          "sec-fetch-user",
          "sec-gpc",
          "upgrade-insecure-requests",
          "user-agent");

  private Head() {}

  /**
   * The bytes that mean this request as clients write them, whoever sends them and whenever; empty
   * where its answer may depend on more.
   *
   * @param idle headers that are left out
   */
  static Optional<ByteBuf> of(HttpServerRequest request, IdleHeaders idle) {
    StringBuilder head = new StringBuilder("GET ").append(request.uri()).append(" HTTP/1.1\r\n");
    for (Map.Entry<String, String> header : request.headers()) {
      if (idle.contains(header.getKey())) {
        continue;
      }
      if (!isPlain(header.getKey(), header.getValue())) {
        return Optional.empty();
      }
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    head.append("\r\n");
    return head.length() > LONGEST
        ? Optional.empty()
        : Optional.of(Unpooled.copiedBuffer(head, StandardCharsets.ISO_8859_1));
  }

  // RFC 9112 section 9.3: that the connection is kept is what HTTP/1.1 means anyway.
  private static boolean isPlain(String name, String value) {
    return PLAIN.contains(name.toLowerCase(Locale.ROOT))
        || (name.equalsIgnoreCase("connection") && value.equalsIgnoreCase("keep-alive"));
  }
}
