package news.rendezvous.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import news.rendezvous.view.Timeline;

/**
 * The {@code Last-Modified} of documents. Their items date most changes; that one was withdrawn, or
 * that the feed has another title, is dated by when this replica first served the document so. A
 * document that says the same as before was not modified.
 */
@ApplicationScoped
class ModificationTimes {

  /** A few megabytes. What is forgotten is dated by its items again. */
  private static final int MOST = 20_000;

  private final Timeline timeline;
  private final InstantSource clock;
  private final Cache<UUID, State> states = Caffeine.newBuilder().maximumSize(MOST).build();

  @Inject
  ModificationTimes(Timeline timeline, InstantSource clock) {
    this.timeline = timeline;
    this.clock = clock;
  }

  private record State(String fingerprint, Instant modified) {}

  /**
   * When a document was modified.
   *
   * @param path path and query, under which it is remembered
   * @param fingerprint of all that it says now
   * @param updated when an item of it last changed
   */
  Instant of(String path, String fingerprint, Instant updated) {
    UUID key = UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
    State known = states.getIfPresent(key);
    if (known != null && known.fingerprint().equals(fingerprint)) {
      return known.modified();
    }
    Instant modified = known == null ? first(updated) : next(known, updated);
    states.put(key, new State(fingerprint, modified));
    return modified;
  }

  // RFC 9110 section 8.8.2.1: no document is newer than its answer, whoever dated its items.
  private Instant first(Instant updated) {
    Instant changed = Collections.max(List.of(updated, timeline.lastWithdrawal()));
    return Collections.min(List.of(changed, clock.instant()));
  }

  private Instant next(State known, Instant updated) {
    Instant now = clock.instant();
    return updated.isAfter(known.modified()) && updated.isBefore(now) ? updated : now;
  }
}
