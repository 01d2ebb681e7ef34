package news.rendezvous.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Arrays;
import news.rendezvous.web.HttpDate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were answered from ready bytes, by their own bytes: who asks again in the same
 * ones, but for what proxies add, on a connection that is kept, is answered before they are made a
 * request, which would cost more than the answer. Works for HTTP/1.1 without TLS, and relies on the
 * pipeline that Vert.x gives a connection; where that is another, requests take the longer way.
 */
@ApplicationScoped
class ReadyHeads {

  private static final Logger LOG = Logger.getLogger(ReadyHeads.class);

  /** Bytes of a head, and of what stands around it. */
  private static final int BYTES_A_REPLY = 2_000;

  private final Cache<ByteBuf, Reply> replies;

  private final MeterRegistry metrics;
  private final HttpDate date;
  private final IdleHeaders idle;
  private volatile boolean off;

  /**
   * With nothing remembered.
   *
   * @param accessLog whether there is a log that must tell of every request
   * @param proxied whether scheme and host are those that a proxy tells
   */
  @Inject
  ReadyHeads(
      MeterRegistry metrics,
      HttpDate date,
      ServeConfig config,
      @ConfigProperty(name = "quarkus.http.access-log.enabled", defaultValue = "false")
          boolean accessLog,
      @ConfigProperty(name = "quarkus.http.proxy.proxy-address-forwarding", defaultValue = "false")
          boolean proxied) {
    this.metrics = metrics;
    this.date = date;
    this.replies =
        Caffeine.newBuilder()
            .maximumWeight(config.requests().asLongValue())
            .weigher((ByteBuf head, Reply reply) -> head.readableBytes() + BYTES_A_REPLY)
            .expireAfterAccess(Documents.KEPT)
            .build();
    this.idle = new IdleHeaders(proxied);
    this.off = accessLog;
  }

  // The HTTP server may have more to say then, such as that the connection is closed.
  void stop(@Observes ShutdownDelayInitiatedEvent event) {
    off = true;
  }

  /** What is sent to the one who sends these bytes; null where that is for the server to say. */
  @Nullable Reply reply(ByteBuf request) {
    if (off || request.readableBytes() > Head.LONGEST) {
      return null;
    }
    Reply known = replies.getIfPresent(request);
    return known == null ? replies.getIfPresent(idle.without(request)) : known;
  }

  /**
   * Answers a request, and remembers what is sent if its bytes are all that it depends on.
   *
   * @param document what the answer tells of
   * @param length bytes of it that are sent: none where the client has it
   * @param answer writes the answer, at once
   */
  void answer(
      HttpServerRequest request, Documents.Rendition document, int length, Runnable answer) {
    ReadyConnection connection = connection(request);
    ByteBuf head = connection == null ? null : head(request, connection);
    if (connection == null || head == null) {
      answer.run();
      return;
    }
    byte[] sent = ByteBufUtil.getBytes(connection.sentBy(answer));
    if (sent.length > length) {
      boolean whole = length > 0;
      DatedHead.of(Arrays.copyOf(sent, sent.length - length), date)
          .map(told -> new Reply(told, document, whole, timer(request, whole)))
          .ifPresent(reply -> replies.put(head, reply));
      connection.free();
    }
  }

  // What was read may be more than this request, or written in another way.
  private @Nullable ByteBuf head(HttpServerRequest request, ReadyConnection connection) {
    ByteBuf reading = connection.reading();
    return reading == null
        ? null
        : Head.of(request, idle).filter(idle.without(reading)::equals).orElse(null);
  }

  // The same as the HTTP server has for its own.
  private Timer timer(HttpServerRequest request, boolean whole) {
    return whole
        ? timer("SUCCESS", "200", request.path())
        : timer("REDIRECTION", "304", "REDIRECTION");
  }

  private Timer timer(String outcome, String status, String uri) {
    return metrics.timer(
        "http.server.requests",
        Tags.of("method", "GET", "outcome", outcome, "status", status, "uri", uri));
  }

  private @Nullable ReadyConnection connection(HttpServerRequest request) {
    if (off
        || request.isSSL()
        || request.version() != HttpVersion.HTTP_1_1
        || !(request.connection() instanceof ConnectionBase connection)) {
      return null;
    }
    ReadyConnection known = connection.channel().pipeline().get(ReadyConnection.class);
    return known == null ? install(connection) : known;
  }

  private @Nullable ReadyConnection install(ConnectionBase connection) {
    ChannelPipeline pipeline = connection.channel().pipeline();
    ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
    if (decoder == null) {
      LOG.debugf("Requests take the longer way, the HTTP server is not as expected: %s", pipeline);
      return null;
    }
    ReadyConnection made = new ReadyConnection(this, connection);
    pipeline.addBefore(decoder.name(), null, made);
    return made;
  }
}
