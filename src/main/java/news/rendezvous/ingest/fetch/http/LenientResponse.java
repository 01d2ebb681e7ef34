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
  private @Nullable Handler<Buffer> handler;
  private @Nullable Handler<Void> endHandler;
  private @Nullable Handler<Throwable> exceptionHandler;
  private boolean interim;
  private boolean paused;
  private boolean complete;
  private boolean closed;
  private boolean over;

  /** Starts to read; the head is that of the final response, without any of its body. */
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
    // The end comes after the bytes that a paused socket holds; the close may come before them.
    socket.exceptionHandler(this::fail).handler(this::decode).endHandler(end -> finish());
  }

  private void decode(Buffer bytes) {
    decoder.writeInbound(Unpooled.wrappedBuffer(bytes.getBytes()));
    deliver();
  }

  // The end of the connection is the end of a body without a length, and cuts any other.
  private void finish() {
    closed = true;
    decoder.finish();
    deliver();
  }

  // A reader that paused at the last bytes gets the end event once it resumes.
  private void deliver() {
    Object part = next();
    while (part != null) {
      try {
        take(part);
      } finally {
        ReferenceCountUtil.release(part);
      }
      part = next();
    }
    if (complete && !paused && !over) {
      over = true;
      if (endHandler != null) {
        endHandler.handle(null);
      }
    }
    if (closed && !paused) {
      fail(new IllegalStateException("the connection was closed"));
    }
  }

  private @Nullable Object next() {
    return paused || complete || over ? null : decoder.readInbound();
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
    complete = content instanceof LastHttpContent;
  }

  private void fail(Throwable failure) {
    if (!over) {
      over = true;
      decoder.releaseInbound();
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
