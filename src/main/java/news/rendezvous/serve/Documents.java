package news.rendezvous.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import news.rendezvous.view.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * The documents that are asked for again and again: as long as nothing changes, neither their items
 * are looked for nor their bytes made.
 */
@ApplicationScoped
class Documents {

  /**
   * What is asked for less often need not be kept, nor hold on to items that have left the view.
   */
  static final Duration KEPT = Duration.ofMinutes(5);

  private static final int BYTES_A_DOCUMENT = 1_000;
  private static final int BYTES_AN_ITEM = 8;

  private final Timeline timeline;
  private final Formats formats;
  private final ModificationTimes times;
  private final Cache<Key, Current> current;
  private final Cache<BodyKey, byte[]> bodies;

  @Inject
  Documents(Timeline timeline, Formats formats, ModificationTimes times, ServeConfig config) {
    this.timeline = timeline;
    this.formats = formats;
    this.times = times;
    current =
        Caffeine.newBuilder()
            .maximumWeight(config.requests().asLongValue())
            .weigher((Key key, Current document) -> document.weight())
            .expireAfterAccess(KEPT)
            .build();
    bodies =
        Caffeine.newBuilder()
            .maximumWeight(config.documents().asLongValue())
            .weigher((BodyKey key, byte[] body) -> body.length)
            .build();
  }

  /** The document of a feed as it is now, in a format and a coding. */
  Rendition rendition(FeedFormat format, Feed feed, Coding coding) {
    return new Rendition(current(new Key(format, feed)), coding);
  }

  private Current current(Key key) {
    // Before the items are looked at: a change meanwhile makes the version older than they are.
    long version = timeline.version();
    Current known = current.getIfPresent(key);
    if (known != null && known.version() == version) {
      return known;
    }
    Feed feed = key.feed();
    Feed.Part part = feed.part(timeline);
    FeedDocument document = feed.document(part, key.format(), formats.all());
    String fingerprint = Fingerprint.of(key.format(), document);
    Instant changed = feed.changed(part, key.format(), timeline);
    Instant modified = times.of(feed.request().self(), fingerprint, changed);
    String links = document.links().header();
    Current made = new Current(key, version, document, fingerprint, modified, links);
    current.put(key, made);
    return made;
  }

  private record Key(FeedFormat format, Feed feed) {}

  /** Bytes have their entity tag for a name; the base stands in their links, and not in the tag. */
  private record BodyKey(String base, String tag) {}

  private record Current(
      Key key,
      long version,
      FeedDocument document,
      String fingerprint,
      Instant modified,
      String links) {

    BodyKey body(Coding coding) {
      return new BodyKey(key.feed().request().base(), coding.tag(fingerprint));
    }

    byte[] render() {
      return key.format().render(document);
    }

    // The query stands in all of its links.
    int weight() {
      return BYTES_A_DOCUMENT
          + 10 * document.links().self().path().length()
          + BYTES_AN_ITEM * document.items().size();
    }
  }

  /** A document in a format and a coding, as of one moment. */
  final class Rendition {

    private final Current document;
    private final Coding coding;

    private Rendition(Current document, Coding coding) {
      this.document = document;
      this.coding = coding;
    }

    Coding coding() {
      return coding;
    }

    String mediaType() {
      return document.key().format().mediaType();
    }

    /** Its strong entity tag, quotes and all. */
    String tag() {
      return coding.tag(document.fingerprint());
    }

    /** When it last changed. */
    Instant modified() {
      return document.modified();
    }

    /** Its links, as a header has them. */
    String links() {
      return document.links();
    }

    /** Bytes that it takes in memory, but for its body. */
    int weight() {
      return document.weight();
    }

    /** Its bytes as long as it is the newest and they are at hand; else null. */
    byte @Nullable [] ready() {
      return document.version() == timeline.version()
          ? bodies.getIfPresent(document.body(coding))
          : null;
    }

    /** Its bytes. */
    byte[] body() {
      byte[] ready = bodies.getIfPresent(document.body(coding));
      return ready == null ? encoded() : ready;
    }

    private byte[] encoded() {
      byte[] plain = bodies.get(document.body(Coding.IDENTITY), x -> document.render());
      return bodies.get(document.body(coding), x -> coding.encode(plain));
    }
  }
}
