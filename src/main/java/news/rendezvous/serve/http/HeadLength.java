package news.rendezvous.serve.http;

import io.vertx.core.buffer.Buffer;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Content-Length of responses of JAX-RS resources to HEAD (RFC 9110 section 9.3.2). Quarkus (3.33)
 * does not write their entities. Left out, as that section allows, where the entity is an object
 * whose representation would have to be made for it.
 */
public class HeadLength {

  /** After the filters that replace the entity. */
  private static final int LAST = 0;

  @ServerResponseFilter(priority = LAST)
  public void describe(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getMethod().equals(HttpMethod.HEAD)) {
      length(response.getEntity())
          .ifPresent(length -> response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, length));
    }
  }

  private static OptionalInt length(Object entity) {
    if (entity instanceof Buffer buffer) {
      return OptionalInt.of(buffer.length());
    } else if (entity instanceof byte[] bytes) {
      return OptionalInt.of(bytes.length);
    } else if (entity instanceof String text) {
      return OptionalInt.of(text.getBytes(StandardCharsets.UTF_8).length);
    } else {
      return OptionalInt.empty();
    }
  }
}
