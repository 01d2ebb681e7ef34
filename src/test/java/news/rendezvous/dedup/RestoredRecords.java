package news.rendezvous.dedup;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** Counts the records that were restored from the changelog. */
final class RestoredRecords implements StateRestoreListener {

  private final AtomicLong count = new AtomicLong();

  long count() {
    return count.get();
  }

  void reset() {
    count.set(0);
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {}

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long records) {
    count.addAndGet(records);
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {}
}
