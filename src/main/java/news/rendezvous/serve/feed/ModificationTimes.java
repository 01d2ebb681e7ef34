package news.rendezvous.serve.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import news.rendezvous.serve.http.EntityTag;

/**
 * {@code Last-Modified} of documents, RFC 9110 section 8.8.2. Most changes have the time of a
 * record. A change without one, such as an item that expired, gets the time at which this replica
 * first served it; otherwise a client with the former document would be answered 304. A document
 * with the same entity tag was not modified.
 */
@ApplicationScoped
class ModificationTimes {

  /** A few megabytes. An evicted document is dated by its records again. */
  private static final int MOST = 20_000;

  private final InstantSource clock;
  private final Cache<UUID, State> states = Caffeine.newBuilder().maximumSize(MOST).build();

  @Inject
  ModificationTimes(InstantSource clock) {
    this.clock = clock;
  }

  private record State(EntityTag tag, Instant modified) {}

  /**
   * {@code Last-Modified} of a document.
   *
   * @param path path and query
   * @param tag entity tag of the current document
   * @param changed time of the last change by the records
   */
  Instant of(String path, EntityTag tag, Instant changed) {
    UUID key = UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
    State known = states.getIfPresent(key);
    if (known != null && known.tag().equals(tag)) {
      return known.modified();
    }
    // Section 8.8.2.1: Last-Modified is never later than Date.
    Instant now = clock.instant();
    boolean undated = changed.isAfter(now) || (known != null && !changed.isAfter(known.modified()));
    Instant modified = undated ? now : changed;
    states.put(key, new State(tag, modified));
    return modified;
  }
}
