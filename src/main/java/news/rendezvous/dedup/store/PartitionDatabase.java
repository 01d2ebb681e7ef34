package news.rendezvous.dedup.store;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Open database of one partition, with its position in the changelog. The position is never ahead
 * of the content, and may be behind it: records of the changelog are whole values, and can be
 * applied again.
 */
final class PartitionDatabase implements AutoCloseable {

  private final TopicPartition changelog;
  private final Database rows;
  private final InstantSource clock;
  private volatile @Nullable ChangelogPosition position;

  PartitionDatabase(TopicPartition changelog, Database rows, InstantSource clock) {
    this.changelog = changelog;
    this.rows = rows;
    this.clock = clock;
    this.position = ChangelogPosition.of(rows.get(StoreKeys.position())).orElse(null);
  }

  TopicPartition changelog() {
    return changelog;
  }

  Database rows() {
    return rows;
  }

  /** Empty for a new database. */
  Optional<ChangelogPosition> position() {
    return Optional.ofNullable(position);
  }

  /**
   * Writes the changes of a transaction and the new position, atomically.
   *
   * @param offset of the transaction's last record in the changelog, if known
   */
  void commit(Map<Bytes, Optional<byte[]>> changes, OptionalLong offset) {
    Map<Bytes, Optional<byte[]>> all = new HashMap<>(changes);
    offset.ifPresent(last -> all.put(StoreKeys.position(), moved(last, true)));
    rows.write(all);
  }

  /**
   * Notes that a restore has applied all records up to an offset.
   *
   * @param complete true where these are all that there are
   */
  void restored(long offset, boolean complete) {
    rows.write(Map.of(StoreKeys.position(), moved(offset, complete)));
  }

  // What a restore has not reached yet may have been deleted since it began.
  private Optional<byte[]> moved(long offset, boolean complete) {
    ChangelogPosition before = position;
    ChangelogPosition now =
        new ChangelogPosition(offset, complete || before == null ? clock.instant() : before.time());
    position = now;
    return Optional.of(now.toBytes());
  }

  @Override
  public void close() {
    rows.close();
  }
}
