package news.rendezvous.dedup;

import java.util.ArrayList;
import java.util.List;
import news.rendezvous.dedup.streams.TopicSnapshots;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Topics as lists, which are read one record at a time.
 *
 * @param itemRecords records of the items topic
 * @param entryRecords records of the entries topic, whatever the partition
 * @param previous records of the changelog of the previous version; empty without one
 */
record ListedTopics(
    List<ConsumerRecord<@Nullable String, byte @Nullable []>> itemRecords,
    List<ConsumerRecord<@Nullable String, byte @Nullable []>> entryRecords,
    List<ConsumerRecord<@Nullable String, byte @Nullable []>> previous)
    implements TopicSnapshots {

  @Override
  public Snapshot items() {
    return new ListSnapshot(new ArrayList<>(itemRecords));
  }

  @Override
  public Snapshot entries(int partition) {
    return new ListSnapshot(new ArrayList<>(entryRecords));
  }

  @Override
  public boolean hasPreviousChangelog() {
    return !previous.isEmpty();
  }

  @Override
  public Snapshot previousChangelog(int partition) {
    return new ListSnapshot(new ArrayList<>(previous));
  }

  private record ListSnapshot(List<ConsumerRecord<@Nullable String, byte @Nullable []>> left)
      implements Snapshot {

    @Override
    public Iterable<ConsumerRecord<@Nullable String, byte @Nullable []>> next() {
      return left.isEmpty() ? List.of() : List.of(left.remove(0));
    }

    @Override
    public boolean isAtEnd() {
      return left.isEmpty();
    }

    @Override
    public void close() {}
  }
}
