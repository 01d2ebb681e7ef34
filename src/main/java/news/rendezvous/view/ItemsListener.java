package news.rendezvous.view;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Receives the records of the items topic after the view has taken them in, on the reading thread:
 * the topic is read and decoded once a replica.
 */
public interface ItemsListener {

  /**
   * A record was read.
   *
   * @param held its item; null for a withdrawal
   */
  void read(ConsumerRecord<String, byte[]> record, @Nullable Held held);

  /** The records of one poll were read. */
  void polled();

  /** The topic was made again or lost records: offsets that were told mean nothing any more. */
  void readingAgain();

  /**
   * All was read that stood in the topic when the reading began.
   *
   * @param positions offset of the next record by partition
   */
  void caughtUp(Map<Integer, Long> positions);
}
