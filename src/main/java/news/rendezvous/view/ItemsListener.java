package news.rendezvous.view;

import java.util.Map;

/**
 * Receives the records of the items topic after the view has applied them, on the reading thread:
 * each replica fetches and decodes a record once for the view and for all streams.
 */
public interface ItemsListener {

  /** A record was read. */
  void read(ItemRecord record);

  /** All records of one poll were read. */
  void polled();

  /** The topic was created again or lost records: earlier offsets are no longer valid. */
  void readingAgain();

  /**
   * Everything has been read that was in the topic when the reading began.
   *
   * @param positions offset of the next record by partition
   */
  void caughtUp(Map<Integer, Long> positions);
}
