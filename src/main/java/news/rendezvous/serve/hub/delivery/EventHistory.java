package news.rendezvous.serve.hub.delivery;

import java.util.List;

/** Events of the items topic that have left the window. */
interface EventHistory {

  /**
   * Events of one partition, one after the other; all that the topic holds between two offsets.
   *
   * @param from offset before the first; greater than that asked for where the topic holds no
   *     records before it any more
   * @param to offset after the last
   */
  record Block(int partition, long from, long to, List<HubEvent> events) {

    public Block {
      events = List.copyOf(events);
    }
  }

  /**
   * A block that begins at or before an offset, and ends behind it.
   *
   * @throws org.apache.kafka.common.KafkaException where the topic cannot be read now
   */
  Block read(int partition, long offset);

  /**
   * Offsets after the newest committed records, by partition.
   *
   * @throws org.apache.kafka.common.KafkaException where the topic cannot be read now
   */
  long[] end();
}
