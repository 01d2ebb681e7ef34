package news.rendezvous.ingest.poll.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.KafkaFailure;
import org.apache.kafka.common.KafkaException;

/**
 * Exponential backoff of polls whose results Kafka did not accept, and the readiness that follows
 * from them. Such a poll is no failure of its source. Confined to the thread of the scheduler.
 */
public final class WriteRetries {

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final int MAX_DOUBLINGS = 3;

  private final BackgroundTask health;
  private final Map<String, Integer> failures = new HashMap<>();

  public WriteRetries(BackgroundTask health) {
    this.health = health;
    health.running();
  }

  /**
   * Counts a failed write.
   *
   * @param known true if other writes are known to fail too
   * @return the wait before the poll is repeated
   */
  Duration failed(String sourceId, KafkaException failure, boolean known) {
    int before = failures.merge(sourceId, 1, Integer::sum) - 1;
    KafkaFailure classified = KafkaFailure.of(failure, "Write");
    switch (classified.kind()) {
      case TOPIC_MISSING, DISK_FULL -> health.blocked(classified.words());
      default -> {
        if (before == 0 || known) {
          health.failing(classified); // not logged while Kafka may be unreachable
        } else {
          health.failing(classified.words());
        }
      }
    }
    return FIRST_WAIT.multipliedBy(1L << Math.min(before, MAX_DOUBLINGS));
  }

  /** Ends the retries of a source: its write succeeded, or it is no longer polled here. */
  void ended(String sourceId) {
    if (failures.remove(sourceId) != null && failures.isEmpty()) {
      health.running();
    }
  }
}
