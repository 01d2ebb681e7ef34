package news.rendezvous.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  private static final int MOST = 2_000;

  private final Timeline timeline;
  private final InstantSource clock;
  private final Cache<Key, Current> current;
  private final Cache<BodyKey, byte[]> bodies;

  @Inject
  Documents(Timeline timeline, ServeConfig config, InstantSource clock) {
    this.timeline = timeline;
    this.clock = clock;
    current = Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(KEPT).build();
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
    FeedDocument document = key.feed().document(timeline);
    String fingerprint = Fingerprint.of(key.format(), key.feed(), document);
    Current made = new Current(key, version, document, fingerprint, modified(document));
    current.put(key, made);
    return made;
  }

  // That an item was withdrawn changes a document without being in it. RFC 9110 section 8.8.2.1: no
  // document is newer than its answer, wherever the clocks are that dated its items.
  private @Nullable Instant modified(FeedDocument document) {
    Optional<Instant> withdrawn =
        Optional.of(timeline.lastWithdrawal()).filter(time -> time.isAfter(Instant.EPOCH));
    return Stream.of(document.updated(), withdrawn)
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .map(newest -> Collections.min(List.of(newest, clock.instant())))
        .orElse(null);
  }

  private record Key(FeedFormat format, Feed feed) {}

  /** Bytes have their entity tag for a name; the base stands in their links, and not in the tag. */
  private record BodyKey(String base, String tag) {}

  private record Current(
      Key key,
      long version,
      FeedDocument document,
      String fingerprint,
      @Nullable Instant modified) {

    BodyKey body(Coding coding) {
      return new BodyKey(key.feed().request().base(), tag(coding));
    }

    String tag(Coding coding) {
      String suffix = coding == Coding.IDENTITY ? "" : "-" + coding.token();
      return "\"" + fingerprint + suffix + "\"";
    }

    byte[] render() {
      return key.format().render(document);
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
      return document.tag(coding);
    }

    /** When it last changed; null for one that never had an item. */
    @Nullable Instant modified() {
      return document.modified();
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
