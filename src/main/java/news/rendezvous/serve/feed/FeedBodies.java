package news.rendezvous.serve.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.http.ContentCoding;
import news.rendezvous.serve.http.EntityTag;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.serve.http.backpressure.ResponseMemory;
import org.jspecify.annotations.Nullable;

/**
 * Cache of feed documents as bytes in each content coding: a document is written and compressed
 * once for all requests that get it.
 */
@ApplicationScoped
class FeedBodies {

  private final ResponseMemory memory;
  private final Cache<Key, Buffer> bodies;

  @Inject
  FeedBodies(ServeConfig config, ResponseMemory memory) {
    this.memory = memory;
    bodies =
        Caffeine.newBuilder()
            .maximumWeight(config.documents().asLongValue())
            .weigher((Key key, Buffer body) -> body.length())
            .build();
  }

  /** The base URL is in the links of a document and not in its entity tag. */
  private record Key(String base, String etag) {}

  record Rendition(FeedDocument document, FeedFormat format, EntityTag tag, ContentCoding coding) {

    /** Estimated size of the body. */
    long size() {
      return document.items().stream().mapToLong(item -> item.json().length).sum();
    }

    String etag() {
      return tag.header(coding);
    }

    /** A delta of the document; its tag is the key of its body and stands in no header. */
    Rendition delta(EntityTag base, FeedDocument delta) {
      return new Rendition(
          delta, format, new EntityTag(tag.digest() + "<" + base.digest()), coding);
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
    try (ResponseMemory.Reservation reserved = memory.rendering(of.size())) {
      return write(of);
    }
  }

  private Buffer write(Rendition of) {
    Buffer plain =
        bodies.get(
            key(of, ContentCoding.IDENTITY),
            missing -> Buffer.buffer(of.format().render(of.document())));
    return of.coding() == ContentCoding.IDENTITY
        ? plain
        : bodies.get(
            key(of, of.coding()), missing -> Buffer.buffer(of.coding().encode(plain.getBytes())));
  }

  private static Key key(Rendition of, ContentCoding coding) {
    return new Key(of.document().links().base(), of.tag().header(coding));
  }
}
