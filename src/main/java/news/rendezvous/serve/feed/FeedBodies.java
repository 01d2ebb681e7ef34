package news.rendezvous.serve.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.http.ContentCoding;
import news.rendezvous.serve.http.EntityTag;
import news.rendezvous.serve.http.ResponseBackpressure;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Cache of feed documents as bytes in each content coding: a document is written and compressed
 * once for all requests that get it.
 */
@ApplicationScoped
class FeedBodies {

  private static final Problem OVERLOADED =
      Problem.of(503, "Too many responses are waiting for slow clients; try again later.");

  private final ResponseBackpressure backpressure;
  private final Cache<Key, Buffer> bodies;

  // Each document takes several times its size while it is written, which is work of the CPU.
  private final Semaphore writers = new Semaphore(Runtime.getRuntime().availableProcessors());

  @Inject
  FeedBodies(ServeConfig config, ResponseBackpressure backpressure) {
    this.backpressure = backpressure;
    bodies =
        Caffeine.newBuilder()
            .maximumWeight(config.documents().asLongValue())
            .weigher((Key key, Buffer body) -> body.length())
            .build();
  }

  /** The base URL is in the links of a document and not in its entity tag. */
  private record Key(String base, String etag) {}

  record Rendition(FeedDocument document, FeedFormat format, EntityTag tag, ContentCoding coding) {

    String etag() {
      return tag.header(coding);
    }
  }

  @Nullable Buffer cached(Rendition of) {
    return bodies.getIfPresent(key(of, of.coding()));
  }

  Buffer get(Rendition of) {
    Buffer cached = cached(of);
    return cached == null ? encoded(of) : cached;
  }

  private Buffer encoded(Rendition of) {
    writers.acquireUninterruptibly();
    try {
      if (backpressure.isOverloaded()) {
        throw new ProblemException(OVERLOADED);
      }
      return write(of);
    } finally {
      writers.release();
    }
  }

  private Buffer write(Rendition of) {
    Buffer plain =
        bodies.get(
            key(of, ContentCoding.IDENTITY),
            missing -> Buffer.buffer(of.format().render(of.document())));
    return bodies.get(
        key(of, of.coding()), missing -> Buffer.buffer(of.coding().encode(plain.getBytes())));
  }

  private static Key key(Rendition of, ContentCoding coding) {
    return new Key(of.document().links().base(), of.tag().header(coding));
  }
}
