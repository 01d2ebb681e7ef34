package news.rendezvous.serve.http.problem;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The limit of request bodies, and the problem of a larger one. */
@ApplicationScoped
public class BodyLimit {

  private static final String KEY = "quarkus.http.limits.max-body-size";

  private static final String REMEDY =
      "divide it, such as an OPML document into several, or raise " + KEY;

  private final long bytes;
  private final String remedy;

  @Inject
  BodyLimit(@ConfigProperty(name = KEY, defaultValue = "10240K") MemorySize limit) {
    this(limit.asLongValue(), REMEDY);
  }

  private BodyLimit(long bytes, String remedy) {
    this.bytes = bytes;
    this.remedy = remedy;
  }

  /** A lower limit, of one resource. */
  public BodyLimit lowered(long most) {
    return most < bytes ? new BodyLimit(most, "shorten it") : this;
  }

  /** True for a body of that many bytes. */
  public boolean isExceededBy(long length) {
    return length > bytes;
  }

  /** 413, RFC 9110 section 15.5.14. */
  public Problem problem() {
    return Problem.of(413, "The body is larger than %d bytes: %s.".formatted(bytes, remedy));
  }
}
