package news.rendezvous.fetch;

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
 * The body of a response whose head breaks RFC 9112 in ways that browsers read: lines that end in a
 * bare LF (section 2.2 allows a recipient to take them), and equal Content-Length fields (section
 * 6.3). Vert.x has no option for either; Netty's decoder, which it is built on, has both. On the
 * thread of its connection.
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
   * Reads what comes over a connection.
   *
   * @param mostHeaderBytes longest head
   * @param onHead told the head of the final response, before any of its body
   * @param onFailure told why there is none, or no more of it
   */
  LenientResponse(
      NetSocket socket,
      int mostHeaderBytes,
      Consumer<ResponseHead> onHead,
      Handler<Throwable> onFailure) {
    this.socket = socket;
    this.onHead = onHead;
    this.exceptionHandler = onFailure;
    this.decoder =
        new EmbeddedChannel(
            new HttpResponseDecoder(
                new HttpDecoderConfig()
                    .setMaxHeaderSize(mostHeaderBytes)
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
    handOn();
  }

  private void handOn() {
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

  // Whoever paused at the last bytes is told of the end when it resumes.
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
    context.runOnContext(x -> goOn()); // when the event that resumes is over, as Vert.x does
    return this;
  }

  private void goOn() {
    handOn();
    if (!paused) {
      socket.resume();
    }
  }

  @Override
  public LenientResponse fetch(long amount) {
    return resume();
  }
}
