package news.rendezvous.serve.http.problem;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The limit of request bodies, and the problem of a larger one. */
@ApplicationScoped
public class BodyLimit {

  private static final String KEY = "quarkus.http.limits.max-body-size";

  private final long bytes;

  @Inject
  BodyLimit(@ConfigProperty(name = KEY, defaultValue = "10240K") MemorySize limit) {
    this.bytes = limit.asLongValue();
  }

  /** True for a body of that many bytes. */
  public boolean isExceededBy(long length) {
    return length > bytes;
  }

  /** 413, RFC 9110 section 15.5.14. */
  public Problem problem() {
    return Problem.of(
        413,
        ("The body is larger than %d bytes: divide it, such as an OPML document into several, or"
                + " raise %s.")
            .formatted(bytes, KEY));
  }
}
