package news.rendezvous.serve.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.FeedFormats;
import news.rendezvous.serve.http.ContentCoding;
import news.rendezvous.serve.http.EntityTag;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.view.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * Cache of feed documents and of their bytes in each content coding. A document is current as long
 * as the version of the timeline is the one that it was made from.
 */
@ApplicationScoped
class FeedDocumentCache {

  /** Entries that are not used expire: they refer to items that may have left the view. */
  static final Duration EXPIRY = Duration.ofMinutes(5);

  private static final int BYTES_A_DOCUMENT = 1_000;
  private static final int BYTES_AN_ITEM = 8;

  private final Timeline timeline;
  private final FeedFormats formats;
  private final ModificationTimes times;
  private final Cache<Key, Versioned> documents;
  private final Cache<BodyKey, Buffer> bodies;

  @Inject
  FeedDocumentCache(
      Timeline timeline, FeedFormats formats, ModificationTimes times, ServeConfig config) {
    this.timeline = timeline;
    this.formats = formats;
    this.times = times;
    documents =
        Caffeine.newBuilder()
            .maximumWeight(config.requests().asLongValue())
            .weigher((Key key, Versioned document) -> document.weight())
            .expireAfterAccess(EXPIRY)
            .build();
    bodies =
        Caffeine.newBuilder()
            .maximumWeight(config.documents().asLongValue())
            .weigher((BodyKey key, Buffer body) -> body.length())
            .build();
  }

  /** The current document of a feed in a format and a content coding. */
  Variant variant(FeedFormat format, Feed feed, ContentCoding coding) {
    return new Variant(current(new Key(format, feed)), coding);
  }

  private Versioned current(Key key) {
    // Read before the items: a change in between leaves the document out of date, never too new.
    long version = timeline.version();
    Versioned known = documents.getIfPresent(key);
    if (known != null && known.version() == version) {
      return known;
    }
    Feed feed = key.feed();
    Feed.Part part = feed.part(timeline);
    FeedDocument document = feed.document(part, key.format(), formats.all());
    EntityTag tag = key.format().entityTag(document);
    Instant changed = feed.changed(part, key.format(), timeline);
    Instant modified = times.of(feed.request().self(), tag, changed);
    Versioned made = new Versioned(key, version, document, tag, modified);
    documents.put(key, made);
    return made;
  }

  private record Key(FeedFormat format, Feed feed) {}

  /** The base URL is in the links of a document and not in its entity tag. */
  private record BodyKey(String base, String etag) {}

  private record Versioned(
      Key key, long version, FeedDocument document, EntityTag tag, Instant modified) {

    byte[] render() {
      return key.format().render(document);
    }

    // The query is in all of its links.
    int weight() {
      return BYTES_A_DOCUMENT
          + 10 * document.links().self().path().length()
          + BYTES_AN_ITEM * document.items().size();
    }
  }

  /** A document in one content coding, at one version of the timeline. */
  final class Variant {

    private final Versioned document;
    private final ContentCoding coding;

    private Variant(Versioned document, ContentCoding coding) {
      this.document = document;
      this.coding = coding;
    }

    ContentCoding coding() {
      return coding;
    }

    String mediaType() {
      return document.key().format().mediaType();
    }

    /** Field value of its strong entity tag. */
    String etag() {
      return document.tag().header(coding);
    }

    Instant modified() {
      return document.modified();
    }

    /** Field value of {@code Link}. */
    String links() {
      return document.document().links().header();
    }

    /** Bytes of memory without the body. */
    int weight() {
      return document.weight();
    }

    boolean isCurrent() {
      return document.version() == timeline.version();
    }

    /** The body if it is cached; else null. */
    @Nullable Buffer cached() {
      return bodies.getIfPresent(key(coding));
    }

    Buffer body() {
      Buffer cached = cached();
      return cached == null ? encoded() : cached;
    }

    private Buffer encoded() {
      Buffer plain =
          bodies.get(key(ContentCoding.IDENTITY), missing -> Buffer.buffer(document.render()));
      return bodies.get(key(coding), missing -> Buffer.buffer(coding.encode(plain.getBytes())));
    }

    private BodyKey key(ContentCoding one) {
      String base = document.key().feed().request().base();
      return new BodyKey(base, document.tag().header(one));
    }
  }
}
