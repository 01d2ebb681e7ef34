package news.rendezvous.serve.http.backpressure;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes bodies of responses with backpressure: a long one in pieces, each once the socket has
 * taken the one before. Netty copies what it is given into direct memory, which so holds a piece
 * for each client and not the body; the bytes of a cached body are shared by all of them.
 */
@Singleton // without a client proxy, since writes end after the container too
public class ResponseWriter {

  /** Longest body that is written at once, the write queue of Vert.x by default. */
  private static final int AT_ONCE = 64 << 10;

  private static final int PIECE = 32 << 10;

  private final ResponseMemory memory;
  private final WriteTimeout timeout;

  @Inject
  ResponseWriter(ResponseMemory memory, WriteTimeout timeout) {
    this.memory = memory;
    this.timeout = timeout;
  }

  /**
   * Ends a response to GET whose status and headers are set.
   *
   * @throws ServiceUnavailableException where the memory for responses is taken; nothing is sent
   */
  public void end(HttpServerRequest request, Buffer body) {
    memory.hold(body);
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    new Transfer(request, body).next();
  }

  /** A body on its way to a client. */
  private final class Transfer {

    private final HttpServerRequest request;
    private final Buffer body;
    private final AtomicBoolean released = new AtomicBoolean();
    private int written;

    Transfer(HttpServerRequest request, Buffer body) {
      this.request = request;
      this.body = body;
    }

    void next() {
      try {
        int left = body.length() - written;
        if (left <= (written == 0 ? AT_ONCE : PIECE)) {
          watch(request.response().end(slice(left))).onComplete(x -> release());
        } else {
          watch(request.response().write(slice(PIECE)))
              .onSuccess(x -> next())
              .onFailure(x -> release());
        }
      } catch (RuntimeException e) { // such as a response that a failure handler has ended
        release();
        throw e;
      }
    }

    private Future<Void> watch(Future<Void> write) {
      return timeout.watch(request, write);
    }

    private Buffer slice(int length) {
      int from = written;
      written += length;
      return length == body.length() ? body : body.slice(from, written);
    }

    private void release() {
      if (released.compareAndSet(false, true)) {
        memory.release(body);
      }
    }
  }
}
