package news.rendezvous.ingest.fetch.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.RequestOptions;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Checked address of a request, and its request options. */
record HttpTarget(InetSocketAddress address, RequestOptions options) {

  /**
   * Serialises the request (RFC 9112 section 3) for a connection that is closed after it.
   *
   * @param headers beside those of the options
   */
  Buffer serialised(Map<String, String> headers) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    all.addAll(options.getHeaders());
    headers.forEach(all::set);
    all.set("Connection", "close");
    StringBuilder head = new StringBuilder("GET ").append(options.getURI()).append(" HTTP/1.1\r\n");
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return Buffer.buffer(head.append("\r\n").toString(), StandardCharsets.ISO_8859_1.name());
  }
}
