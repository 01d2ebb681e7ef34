package news.rendezvous.serve.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import news.rendezvous.serve.http.problem.BodyLimit;
import news.rendezvous.serve.http.problem.ProblemException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Buffers the body of a request on the event loop before its resource takes a worker thread.
 * Quarkus REST (3.33) reads the body of a blocking resource on that thread, so that as many clients
 * as there are threads, each with an unfinished body, would stop all other resources.
 *
 * <p>After matching and authentication: no other request has its body read.
 */
public class RequestBodyBuffer {

  private static final Logger LOG = Logger.getLogger(RequestBodyBuffer.class);
  private static final String CONTINUE = "100-continue";

  private final BodyLimit limit;

  RequestBodyBuffer(BodyLimit limit) {
    this.limit = limit;
  }

  /** Suspends a request until its body has been received. Before all filters that may block. */
  @ServerRequestFilter(nonBlocking = true, priority = Priorities.ENTITY_CODER)
  public void read(
      ResteasyReactiveContainerRequestContext request,
      RoutingContext context,
      ResourceInfo resource) {
    if (!context.request().isEnded()) {
      request.suspend();
      new Reception(request, context, limit(resource.getResourceMethod())).begin();
    }
  }

  private BodyLimit limit(Method resource) {
    MaxBody own = resource.getAnnotation(MaxBody.class);
    return own == null ? limit : limit.lowered(own.value());
  }

  /** A body that is being received, on the event loop of its connection alone. */
  private final class Reception {

    private final ResteasyReactiveContainerRequestContext request;
    private final RoutingContext context;
    private final BodyLimit limit;
    private final Buffer body = Buffer.buffer();
    private boolean concluded;

    Reception(
        ResteasyReactiveContainerRequestContext request, RoutingContext context, BodyLimit limit) {
      this.request = request;
      this.context = context;
      this.limit = limit;
    }

    void begin() {
      HttpServerRequest http = context.request();
      http.exceptionHandler(this::fail).handler(this::add).endHandler(end -> complete());
      // RFC 9110 section 10.1.1.
      if (http.headers().contains(HttpHeaders.EXPECT, CONTINUE, true)) {
        http.response().writeContinue();
      }
      http.resume();
    }

    // What follows too large a body is read and dropped: closing the connection while the client
    // still sends would lose the response.
    private void add(Buffer chunk) {
      if (concluded) {
        return;
      }
      body.appendBuffer(chunk);
      if (limit.isExceededBy(body.length())) {
        concluded = true;
        context.fail(413, new ProblemException(limit.problem()));
      }
    }

    private void complete() {
      if (!concluded) {
        concluded = true;
        request.setEntityStream(new ByteArrayInputStream(body.getBytes()));
        request.resume();
      }
    }

    // The client has closed the connection, or Vert.x does after a malformed chunk (RFC 9112
    // section
    // 7.1): no response would arrive.
    private void fail(Throwable failure) {
      concluded = true;
      LOG.debug("A body was not received to its end", failure);
    }
  }
}
