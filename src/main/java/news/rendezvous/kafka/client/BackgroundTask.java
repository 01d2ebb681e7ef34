package news.rendezvous.kafka.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * State machine of one background task, for readiness and liveness. Written by the thread of the
 * task, read by any.
 *
 * <p>It also writes the log: one WARN when the task fails or its cause changes, one INFO when it
 * runs again. While Kafka is unreachable it logs nothing, since {@code TopicWatch} logs that once
 * for all.
 */
public final class BackgroundTask {

  private static final Logger LOG = Logger.getLogger(BackgroundTask.class);

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  public enum State {
    /** Not ready yet, such as a follower that has not reached the end of its topic. */
    STARTING,
    RUNNING,
    /** Kafka cannot be reached. Ready if it was running once: the view can still be served. */
    KAFKA_AWAY,
    /** It failed and is retried. */
    FAILING,
    /** It ended, and an operator must act; a restart does not help. */
    STOPPED,
    /** It ended by a bug; a restart helps, so liveness is down as well. */
    DEAD
  }

  /**
   * A state and its reason.
   *
   * @param cause empty while it is running
   */
  public record Status(State state, boolean ranOnce, Instant since, String cause) {

    boolean isRunning() {
      return state == State.RUNNING;
    }

    public boolean isReady() {
      return isRunning() || (state == State.KAFKA_AWAY && ranOnce);
    }

    public boolean isLive() {
      return state != State.DEAD;
    }

    @Override
    public String toString() {
      return cause.isEmpty()
          ? "%s since %s".formatted(state, since)
          : "%s since %s: %s".formatted(state, since, cause);
    }
  }

  private final String name;
  private final InstantSource clock;
  private volatile Status status;
  private @Nullable String logged; // the cause logged last, without its numbers

  BackgroundTask(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
    this.status = new Status(State.STARTING, false, clock.instant(), "not completed yet");
  }

  public String name() {
    return name;
  }

  public Status status() {
    return status;
  }

  public synchronized void running() {
    Status before = status;
    if (become(State.RUNNING, "") && logged != null) {
      logged = null;
      LOG.infof(
          "Works again: %s, after %d s",
          name, Duration.between(before.since(), status.since()).toSeconds());
    }
  }

  /** The task starts over and is not ready before it is {@link #running()}. */
  public synchronized void starting(String why) {
    become(State.STARTING, why);
  }

  /** Kafka cannot be reached. Nothing is logged. */
  public synchronized void kafkaAway(String why) {
    become(State.KAFKA_AWAY, why);
  }

  /** The task failed and is retried. An unreachable Kafka counts as away. */
  public void failing(Throwable failure) {
    failing(KafkaFailure.of(failure));
  }

  public synchronized void failing(KafkaFailure classified) {
    if (classified.kind() == KafkaFailure.Kind.UNREACHABLE) {
      kafkaAway(classified.words());
    } else {
      failing(classified.words());
    }
  }

  /**
   * The task failed and is retried.
   *
   * @param why the cause and, where there is one, the remedy
   */
  public synchronized void failing(String why) {
    become(State.FAILING, why);
    String kind = NUMBER.matcher(why).replaceAll("#");
    if (!kind.equals(logged)) {
      logged = kind;
      LOG.warnf("Fails and is tried again: %s: %s", name, why);
    }
  }

  /** The task waits for a problem that another task logs, such as a missing topic. */
  public synchronized void blocked(String why) {
    become(State.FAILING, why);
  }

  public synchronized void stopped(String why) {
    if (become(State.STOPPED, why)) {
      LOG.errorf("Ended: %s: %s", name, why);
    }
  }

  public synchronized void died(Throwable failure) {
    if (become(State.DEAD, String.valueOf(failure))) {
      LOG.errorf(failure, "Ended by an error: %s", name);
    }
  }

  // The time is that of the state: another cause does not change it.
  private boolean become(State state, String cause) {
    Status before = status;
    if (before.state() == state && before.cause().equals(cause)) {
      return false;
    }
    Instant since = before.state() == state ? before.since() : clock.instant();
    status = new Status(state, before.ranOnce() || state == State.RUNNING, since, cause);
    return true;
  }
}
