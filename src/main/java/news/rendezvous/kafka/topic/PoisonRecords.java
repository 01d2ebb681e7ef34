package news.rendezvous.kafka.topic;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import news.rendezvous.kafka.client.KafkaFailure;
import org.apache.kafka.clients.admin.NewTopic;
import org.jboss.logging.Logger;

/**
 * Poison record handling without a dead letter queue: a record that cannot be decoded or is invalid
 * ({@link IOException}) is counted and logged once, however often it is read, and skipped. It stays
 * in its topic. So is one on which the program fails, whose first failure is logged with its stack.
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

  private record Bug(Class<?> type, List<StackTraceElement> place) {}

  private final MeterRegistry metrics;
  private final Cache<Position, Boolean> seen = Caffeine.newBuilder().maximumSize(MOST).build();
  private final Set<Bug> bugs = new HashSet<>();
  private long lastLine = System.nanoTime();
  private long lines = BURST;
  private long suppressed;

  @Inject
  public PoisonRecords(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  // From zero: Prometheus sees no increase in a series that begins at one.
  void start(@Observes StartupEvent event, Topics topics) {
    topics.wanted().stream().map(NewTopic::name).forEach(this::counter);
  }

  /** Counts and logs a record that is skipped. */
  public synchronized void setAside(String topic, int partition, long offset, Throwable why) {
    if (seen.asMap().put(new Position(topic, partition, offset), true) != null) {
      return;
    }
    counter(topic).increment();
    if (isNewBug(why)) {
      LOG.errorf(
          why,
          "Record set aside, an error of the program: topic=%s partition=%d offset=%d",
          topic,
          partition,
          offset);
    } else if (mayLog()) {
      LOG.warnf(
          "Record set aside, it cannot be read: topic=%s partition=%d offset=%d reason=%s%s",
          topic, partition, offset, reason(why), more());
    } else {
      suppressed++;
    }
  }

  /** True for a record that was skipped a while ago; a topic that was created again has others. */
  public boolean isSetAside(String topic, int partition, long offset) {
    return !seen.asMap().isEmpty()
        && seen.asMap().containsKey(new Position(topic, partition, offset));
  }

  private Counter counter(String topic) {
    return Counter.builder("rendezvous.poison.records")
        .description("Records set aside because they cannot be read or make no sense")
        .tag("topic", topic)
        .register(metrics);
  }

  // One bug fails many records: another failure of its type and place is logged without its stack.
  private boolean isNewBug(Throwable why) {
    boolean unreadable = why instanceof IOException || why instanceof UncheckedIOException;
    List<StackTraceElement> place = Stream.of(why.getStackTrace()).limit(1).toList();
    return !unreadable && bugs.add(new Bug(why.getClass(), place));
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
