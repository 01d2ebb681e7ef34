package news.rendezvous.view;

import java.util.Map;

/**
 * Receives the records of the items topic after the view has applied them, on the reading thread:
 * each replica fetches and decodes a record once for the view and for all streams.
 */
public interface ItemsListener {

  void read(ItemRecord record);

  void polled();

  /** The topic was created again or lost records: earlier offsets are no longer valid. */
  void readingAgain();

  /** Everything has been read that was in the topic when the reading began. */
  void caughtUp(Map<Integer, Long> positions);
}
