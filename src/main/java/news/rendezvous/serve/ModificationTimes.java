package news.rendezvous.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/**
 * The {@code Last-Modified} of documents, RFC 9110 section 8.8.2. Their records date most changes.
 * One that no record dates, such as an item that grew too old, is dated by when this replica first
 * served the document so: without that, a client that has the former one would be answered 304. A
 * document that says the same as before was not modified.
 */
@ApplicationScoped
class ModificationTimes {

  /** A few megabytes. What is forgotten is dated by its records again. */
  private static final int MOST = 20_000;

  private final InstantSource clock;
  private final Cache<UUID, State> states = Caffeine.newBuilder().maximumSize(MOST).build();

  @Inject
  ModificationTimes(InstantSource clock) {
    this.clock = clock;
  }

  private record State(String fingerprint, Instant modified) {}

  /**
   * When a document was modified.
   *
   * @param path path and query, under which it is remembered
   * @param fingerprint of all that it says now
   * @param changed when it last changed, as its records have it
   */
  Instant of(String path, String fingerprint, Instant changed) {
    UUID key = UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
    State known = states.getIfPresent(key);
    if (known != null && known.fingerprint().equals(fingerprint)) {
      return known.modified();
    }
    // RFC 9110 section 8.8.2.1: no document is newer than its answer, whoever dated its records.
    Instant now = clock.instant();
    boolean undated = changed.isAfter(now) || (known != null && !changed.isAfter(known.modified()));
    Instant modified = undated ? now : changed;
    states.put(key, new State(fingerprint, modified));
    return modified;
  }
}
