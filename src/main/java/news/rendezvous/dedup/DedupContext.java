package news.rendezvous.dedup;

import java.time.Duration;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.dedup.streams.StreamPace;
import news.rendezvous.dedup.streams.TopicSnapshots;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.trace.PipelineTracing;

/**
 * Settings, collaborators and counters that all stream tasks share.
 *
 * @param maxItemSize upper bound of an item, in bytes
 * @param window retention of a story after it was carried last
 * @param poison takes records that cannot be processed
 * @param layout maps editions to partitions
 * @param generation ids of the topics as they are now; a store of another generation is rebuilt
 * @param topics the topics that a store is rebuilt from
 * @param pace of the stream threads
 */
record DedupContext(
    Decider decider,
    long maxItemSize,
    Duration window,
    DedupMetrics metrics,
    PipelineTracing tracing,
    PoisonRecords poison,
    StoreLayout layout,
    Generation generation,
    TopicSnapshots topics,
    StreamPace pace) {

  /** Granularity of expiry: that part of the window. */
  private static final int STEPS = 32;

  /**
   * The time that is stored as a story's last use when it is carried now: rounded up to the end of
   * a step, so that a story in every poll is not written at every poll.
   *
   * @param now milliseconds since the epoch, as is the result
   */
  long carriedUntil(long now) {
    long step = Math.max(1, window.toMillis() / STEPS);
    return Math.floorDiv(now, step) * step + step;
  }
}
