package news.rendezvous.dedup.store;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import news.rendezvous.dedup.store.ChangelogOffsets.Range;
import org.jspecify.annotations.Nullable;

/**
 * Position of a database in its changelog: a restore continues behind it. It is stored in the
 * database, together with the changes up to there.
 *
 * @param offset of the last record that was applied
 * @param time up to which the database is complete: what it has and the changelog deleted, was
 *     deleted later
 */
record ChangelogPosition(long offset, Instant time) {

  /**
   * Half the time that a tombstone stays in a compacted topic ({@code delete.retention.ms}, 24
   * hours by default). A restore that continues later could miss one.
   */
  static final Duration MAX_AGE = Duration.ofHours(12);

  private static final int BYTES = Long.BYTES + Long.BYTES;

  static Optional<ChangelogPosition> of(byte @Nullable [] stored) {
    if (stored == null) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    return Optional.of(
        new ChangelogPosition(bytes.getLong(), Instant.ofEpochMilli(bytes.getLong())));
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(offset).putLong(time.toEpochMilli()).array();
  }

  /** The reason why a restore cannot continue here; empty where it can. */
  Optional<String> mismatch(Range changelog, Instant now) {
    long next = offset + 1;
    if (next > changelog.end()) {
      return Optional.of(
          "it is ahead of its changelog: offset %d of %d".formatted(offset, changelog.end()));
    }
    if (next < changelog.start()) {
      return Optional.of(
          "its changelog was truncated: it begins at offset %d, and the state ends at %d"
              .formatted(changelog.start(), offset));
    }
    // The last offset is that of the marker of a commit.
    boolean complete = next + 1 >= changelog.end();
    return complete || time.plus(MAX_AGE).isAfter(now)
        ? Optional.empty()
        : Optional.of("its last change is of %s, tombstones may be gone since".formatted(time));
  }
}
