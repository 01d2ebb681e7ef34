package news.rendezvous.dedup.store;

import org.apache.kafka.common.TopicPartition;

/** Offsets of a changelog as of now. */
@FunctionalInterface
public interface ChangelogOffsets {

  /**
   * The offsets of a partition.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException where Kafka does not answer
   */
  Range of(TopicPartition changelog);

  /**
   * Offsets of a partition.
   *
   * @param start that of the first record
   * @param end that of the next record, open transactions included
   */
  record Range(long start, long end) {}
}
