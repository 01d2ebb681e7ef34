package news.rendezvous.dedup.store;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/**
 * Stores how far a restore, or the copy of a standby replica, has got, so that it continues there
 * after an unclean end.
 */
public final class RestoreProgress implements StateRestoreListener, StandbyUpdateListener {

  private final StoryDatabases databases;

  private RestoreProgress(StoryDatabases databases) {
    this.databases = databases;
  }

  /** Listens to a client that is not started yet. */
  public static void follow(KafkaStreams streams, StoryDatabases databases) {
    RestoreProgress progress = new RestoreProgress(databases);
    streams.setGlobalStateRestoreListener(progress);
    streams.setStandbyUpdateListener(progress);
  }

  @Override
  public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {}

  @Override
  public void onBatchRestored(TopicPartition changelog, String store, long end, long count) {
    databases.restored(changelog, end, false);
  }

  @Override
  public void onRestoreEnd(TopicPartition changelog, String store, long count) {
    databases.restored(changelog);
  }

  @Override
  public void onUpdateStart(TopicPartition changelog, String store, long start) {}

  @Override
  public void onBatchLoaded(
      TopicPartition changelog, String store, TaskId task, long end, long count, long logEnd) {
    databases.restored(changelog, end, end + 1 >= logEnd);
  }

  @Override
  public void onUpdateSuspended(
      TopicPartition changelog, String store, long end, long logEnd, SuspendReason reason) {}
}
