package news.rendezvous.serve;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a connection and its HTTP server, and answers the requests that {@link ReadyHeads}
 * knows by their bytes. All else passes.
 *
 * <p>Answers keep the order of their requests, and what looks like a request may be the rest of
 * another or its body. So it speaks only where what was read last was one request and nothing else,
 * which the server answered before it asked for more.
 */
final class ReadyConnection extends ChannelDuplexHandler {

  private final ReadyHeads heads;
  private final ConnectionBase connection;
  private @Nullable IdleStateHandler idle;
  private @Nullable ByteBuf reading;
  private @Nullable ByteBuf sent;
  private boolean free;
  private boolean unflushed;

  ReadyConnection(ReadyHeads heads, ConnectionBase connection) {
    this.heads = heads;
    this.connection = connection;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    idle = context.pipeline().get(IdleStateHandler.class);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf read = (ByteBuf) message;
    // What is written to a client that does not read is for the server to hold back.
    if (!free || !context.channel().isWritable() || !answer(context, read)) {
      pass(context, read);
    }
  }

  private boolean answer(ChannelHandlerContext context, ByteBuf request) {
    long begun = System.nanoTime();
    Reply reply = heads.reply(request);
    ByteBuf bytes = reply == null ? null : reply.bytes();
    if (reply == null || bytes == null) {
      return false;
    }
    request.release();
    connection.reportBytesWritten(bytes.readableBytes());
    var unused = context.write(bytes, context.voidPromise()); // a void promise tells nothing
    unflushed = true;
    reply.count(System.nanoTime() - begun);
    return true;
  }

  private void pass(ChannelHandlerContext context, ByteBuf read) {
    free = false;
    ByteBuf copy = read.retainedDuplicate(); // the server moves the indexes of what it reads
    reading = copy;
    try {
      context.fireChannelRead(read);
    } finally {
      reading = null;
      copy.release();
    }
  }

  /** The bytes that are being read by the server now, all of them; null where none are. */
  @Nullable ByteBuf reading() {
    return reading;
  }

  /** What is sent while something runs. */
  ByteBuf sentBy(Runnable answer) {
    ByteBuf all = Unpooled.buffer();
    sent = all;
    try {
      answer.run();
    } finally {
      sent = null;
    }
    return all;
  }

  /** What was read is answered: the next request may be answered here. */
  void free() {
    free = true;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (sent != null && message instanceof ByteBuf bytes) {
      sent.writeBytes(bytes.duplicate());
    }
    var unused = context.write(message, promise); // its writer listens to the promise
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (unflushed) {
      unflushed = false;
      context.flush();
      stayAwake();
    }
    context.fireChannelReadComplete();
  }

  // It stands behind the HTTP server's codec and does not see what is answered here.
  private void stayAwake() {
    if (idle != null) {
      idle.resetReadTimeout();
    }
  }
}
