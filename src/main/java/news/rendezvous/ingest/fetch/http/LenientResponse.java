package news.rendezvous.ingest.fetch.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lenient HTTP/1.1 response parser for heads that violate RFC 9112 in ways that browsers accept:
 * lines that end in a bare LF (section 2.2) and repeated equal Content-Length fields (section 6.3).
 * Vert.x has no option for either; Netty's decoder, which it is built on, has both. Confined to the
 * connection's thread.
 */
final class LenientResponse implements ReadStream<Buffer> {

  private final Context context = Vertx.currentContext();
  private final NetSocket socket;
  private final Consumer<ResponseHead> onHead;
  private final EmbeddedChannel decoder;
  private final Deque<Object> decoded = new ArrayDeque<>();
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private boolean interim;
  private boolean paused;
  private boolean closed;
  private boolean over;

  /**
   * Starts to read from a connection.
   *
   * @param maxHeaderBytes longest head
   * @param onHead called with the head of the final response, before any of its body
   * @param onFailure called if the response fails, or ends early
   */
  LenientResponse(
      NetSocket socket,
      int maxHeaderBytes,
      Consumer<ResponseHead> onHead,
      Handler<Throwable> onFailure) {
    this.socket = socket;
    this.onHead = onHead;
    this.exceptionHandler = onFailure;
    this.decoder =
        new EmbeddedChannel(
            new HttpResponseDecoder(
                new HttpDecoderConfig()
                    .setMaxHeaderSize(maxHeaderBytes)
                    .setAllowDuplicateContentLengths(true)
                    .setStrictLineParsing(false)));
    socket.exceptionHandler(this::fail).handler(this::decode).closeHandler(closed -> finish());
  }

  private void decode(Buffer bytes) {
    decoder.writeInbound(Unpooled.wrappedBuffer(bytes.getBytes()));
    collect();
  }

  // The end of the connection is the end of a body without a length, and cuts any other.
  private void finish() {
    closed = true;
    decoder.finish();
    collect();
  }

  private void collect() {
    for (Object part = decoder.readInbound(); part != null; part = decoder.readInbound()) {
      decoded.add(part);
    }
    deliver();
  }

  private void deliver() {
    while (!paused && !over && !decoded.isEmpty()) {
      Object part = decoded.remove();
      try {
        take(part);
      } finally {
        ReferenceCountUtil.release(part);
      }
    }
    if (closed && !paused) {
      fail(new IllegalStateException("the connection was closed"));
    }
  }

  private void take(Object part) {
    if (part instanceof HttpResponse response) {
      begin(response);
    }
    if (part instanceof HttpContent content && !interim && !over) {
      take(content);
    }
    if (part instanceof LastHttpContent) {
      interim = false;
    }
  }

  private void begin(HttpResponse response) {
    if (response.decoderResult().isFailure()) {
      fail(response.decoderResult().cause());
      return;
    }
    interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (!interim) {
      onHead.accept(ResponseHead.of(response.status().code(), response.headers()));
    }
  }

  private void take(HttpContent content) {
    if (content.decoderResult().isFailure()) {
      fail(content.decoderResult().cause());
      return;
    }
    if (content.content().isReadable() && handler != null) {
      byte[] bytes = new byte[content.content().readableBytes()];
      content.content().readBytes(bytes);
      handler.handle(Buffer.buffer(bytes));
    }
    if (content instanceof LastHttpContent) {
      end(content);
    }
  }

  // A reader that paused at the last bytes gets the end event once it resumes.
  private void end(HttpContent last) {
    if (last != LastHttpContent.EMPTY_LAST_CONTENT) {
      decoded.addFirst(LastHttpContent.EMPTY_LAST_CONTENT);
      return;
    }
    over = true;
    if (endHandler != null) {
      endHandler.handle(null);
    }
  }

  private void fail(Throwable failure) {
    if (!over) {
      over = true;
      decoded.forEach(ReferenceCountUtil::release);
      decoded.clear();
      if (exceptionHandler != null) {
        exceptionHandler.handle(failure);
      }
    }
  }

  @Override
  public LenientResponse exceptionHandler(@Nullable Handler<Throwable> next) {
    exceptionHandler = next;
    return this;
  }

  @Override
  public LenientResponse handler(@Nullable Handler<Buffer> next) {
    handler = next;
    return this;
  }

  @Override
  public LenientResponse endHandler(@Nullable Handler<Void> next) {
    endHandler = next;
    return this;
  }

  @Override
  public LenientResponse pause() {
    paused = true;
    socket.pause();
    return this;
  }

  @Override
  public LenientResponse resume() {
    paused = false;
    context.runOnContext(x -> continueReading()); // after the current event, as Vert.x does
    return this;
  }

  private void continueReading() {
    deliver();
    if (!paused) {
      socket.resume();
    }
  }

  @Override
  public LenientResponse fetch(long amount) {
    return resume();
  }
}
