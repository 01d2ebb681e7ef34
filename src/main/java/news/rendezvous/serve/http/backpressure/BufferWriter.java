package news.rendezvous.serve.http.backpressure;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Entity writer of JAX-RS for bodies of any size. That of Quarkus (3.33) copies a body into direct
 * memory as a whole.
 */
@Provider
class BufferWriter implements ServerMessageBodyWriter<Buffer> {

  private final ResponseWriter writer;

  BufferWriter(ResponseWriter writer) {
    this.writer = writer;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return true;
  }

  @Override
  public void writeResponse(Buffer body, Type genericType, ServerRequestContext context) {
    writer.end(
        CurrentRequestManager.get().serverRequest().unwrap(RoutingContext.class).request(), body);
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return true;
  }

  // With a writer interceptor, of which there is none.
  @Override
  public void writeTo(
      Buffer body,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    out.write(body.getBytes());
  }
}
