package news.rendezvous.dedup.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the topics that a store is rebuilt from, up to their ends at the time of opening. */
public interface TopicSnapshots {

  /** Opens all partitions of the items topic. */
  Snapshot items();

  /** Opens one partition of the entries topic. */
  Snapshot entries(int partition);

  /** The records that a topic had when it was opened, from the first to the last. */
  interface Snapshot extends AutoCloseable {

    /** The next records; none where they do not arrive in time. */
    Iterable<ConsumerRecord<@Nullable String, byte @Nullable []>> next();

    boolean isAtEnd();

    @Override
    void close();
  }
}
