package news.rendezvous.kafka.topic;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import news.rendezvous.kafka.client.KafkaFailure;
import org.jboss.logging.Logger;

/**
 * Poison record handling without a dead letter queue: a record that cannot be decoded or is invalid
 * is counted and logged once, however often it is read, and skipped. It stays in its topic.
 */
@ApplicationScoped
public class PoisonRecords {

  private static final Logger LOG = Logger.getLogger(PoisonRecords.class);

  /** Maximum number of records that are remembered, for topics that are read again. */
  private static final int MOST = 10_000;

  /** Burst of log lines of the token bucket, which is refilled by one a second. */
  private static final int BURST = 20;

  private static final int LONGEST = 300;

  private record Position(String topic, int partition, long offset) {}

  private final MeterRegistry metrics;
  private final Map<Position, Boolean> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Position, Boolean> eldest) {
          return size() > MOST;
        }
      };
  private long lastLine = System.nanoTime();
  private long lines = BURST;
  private long suppressed;

  @Inject
  public PoisonRecords(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** Counts and logs a record that is skipped. */
  public synchronized void setAside(String topic, int partition, long offset, Throwable why) {
    if (seen.put(new Position(topic, partition, offset), true) != null) {
      return;
    }
    Counter.builder("rendezvous.poison.records")
        .description("Records set aside because they cannot be read or make no sense")
        .tag("topic", topic)
        .register(metrics)
        .increment();
    if (mayLog()) {
      LOG.warnf(
          "Record set aside, it cannot be read: topic=%s partition=%d offset=%d reason=%s%s",
          topic, partition, offset, reason(why), more());
    } else {
      suppressed++;
    }
  }

  // A token bucket.
  private boolean mayLog() {
    long now = System.nanoTime();
    long refill = TimeUnit.NANOSECONDS.toSeconds(now - lastLine);
    if (refill > 0) {
      lines = Math.min(BURST, lines + refill);
      lastLine = now;
    }
    if (lines == 0) {
      return false;
    }
    lines--;
    return true;
  }

  private String more() {
    String text = suppressed == 0 ? "" : " (%d more before it)".formatted(suppressed);
    suppressed = 0;
    return text;
  }

  private static String reason(Throwable why) {
    String line = KafkaFailure.line(why);
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + '…';
  }
}
