package news.rendezvous.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Headers on which no answer depends, and which proxies fill anew for each request: without them
 * the same question of many clients is the same bytes again.
 */
final class IdleHeaders {

  private static final Set<String> OF_THE_WAY =
      Set.of(
          "b3",
          "cf-connecting-ip",
          "cf-ray",
          "traceparent",
          "tracestate",
          "true-client-ip",
          "via",
          "x-amzn-trace-id",
          "x-b3-parentspanid",
          "x-b3-sampled",
          "x-b3-spanid",
          "x-b3-traceid",
          "x-client-ip",
          "x-cloud-trace-context",
          "x-correlation-id",
          "x-forwarded-for",
          "x-real-ip",
          "x-request-id",
          "x-request-start");

  /** Those that tell what the client asked the proxy for; nobody believes them unless told to. */
  private static final Set<String> OF_THE_TARGET =
      Set.of(
          "forwarded",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-prefix",
          "x-forwarded-proto",
          "x-forwarded-server",
          "x-forwarded-ssl");

  private final Set<String> names = new HashSet<>(OF_THE_WAY);

  /**
   * The headers.
   *
   * @param believed whether the HTTP server takes scheme and host from what proxies tell
   */
  IdleHeaders(boolean believed) {
    if (!believed) {
      names.addAll(OF_THE_TARGET);
    }
  }

  boolean contains(String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }

  /**
   * A request without these headers. The same bytes where there are none, or where they are
   * anything but the head of one request: then nobody may leave out a part of them.
   */
  ByteBuf without(ByteBuf request) {
    ByteBuf kept = Unpooled.buffer(request.readableBytes());
    int copied = request.readerIndex();
    int line = next(request, copied);
    for (int end = next(request, line); end - line > 2; end = next(request, line)) {
      if (isIdle(request, line, end)) {
        kept.writeBytes(request, copied, line - copied);
        copied = end;
      }
      line = end;
    }
    boolean whole = line >= 0 && next(request, line) == request.writerIndex();
    return whole && copied > request.readerIndex()
        ? kept.writeBytes(request, copied, request.writerIndex() - copied)
        : request;
  }

  /** Where the next line begins; -1 where this one is none that ends as RFC 9112 requires. */
  private static int next(ByteBuf request, int line) {
    int end = line < 0 ? -1 : request.indexOf(line, request.writerIndex(), (byte) '\n');
    return end > line && request.getByte(end - 1) == '\r' ? end + 1 : -1;
  }

  // Whatever else stands in a value may mean something else to the server.
  private boolean isIdle(ByteBuf request, int line, int end) {
    int colon = request.indexOf(line, end, (byte) ':');
    return colon > line
        && contains(request.toString(line, colon - line, StandardCharsets.ISO_8859_1))
        && request.forEachByte(colon, end - 2 - colon, x -> x >= ' ' && x <= '~') < 0;
  }
}
