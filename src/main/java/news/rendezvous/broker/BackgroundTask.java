package news.rendezvous.broker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * State machine of one piece of background work, as readiness and liveness show it. Written by the
 * thread that does the work, read by any.
 *
 * <p>It also writes the log: one WARN when the work fails or its cause changes, one INFO when it
 * runs again. While Kafka is away it is silent, since {@link TopicWatch} logs that once for all.
 */
public final class BackgroundTask {

  private static final Logger LOG = Logger.getLogger(BackgroundTask.class);

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** States; the work is ready in {@link #RUNNING} alone. */
  public enum State {
    /** It has not completed its first run: a follower that has not reached the end of its topic. */
    STARTING,
    /** It works. */
    RUNNING,
    /** Kafka cannot be reached. Ready if it was running once: what is held can still be served. */
    KAFKA_AWAY,
    /** It fails and is tried again. */
    FAILING,
    /** It ended on purpose and needs an operator; a restart alone would not help. */
    STOPPED,
    /** It ended by an error of the program; a restart helps, so liveness is down as well. */
    DEAD
  }

  /**
   * A state and its reason.
   *
   * @param ranOnce it was running at some time
   * @param since when it entered the state
   * @param cause why, in words; empty while it is running
   */
  public record Status(State state, boolean ranOnce, Instant since, String cause) {

    /** Readiness. */
    public boolean isReady() {
      return state == State.RUNNING || (state == State.KAFKA_AWAY && ranOnce);
    }

    /** Liveness. */
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
  private @Nullable String logged; // the cause that was, without its numbers

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

  /** It works. */
  public synchronized void running() {
    Status before = status;
    if (become(State.RUNNING, "") && logged != null) {
      logged = null;
      LOG.infof(
          "Works again: %s, after %d s",
          name, Duration.between(before.since(), status.since()).toSeconds());
    }
  }

  /** It begins anew and is not ready before it is {@link #running()}. */
  public synchronized void starting(String why) {
    become(State.STARTING, why);
  }

  /** Kafka cannot be reached; nothing is logged. */
  public synchronized void kafkaAway(String why) {
    become(State.KAFKA_AWAY, why);
  }

  /** It failed and will be tried again. A Kafka that cannot be reached counts as away. */
  public void failing(Throwable failure) {
    failing(KafkaFailure.of(failure));
  }

  /** It failed and will be tried again. A Kafka that cannot be reached counts as away. */
  public synchronized void failing(KafkaFailure classified) {
    if (classified.kind() == KafkaFailure.Kind.UNREACHABLE) {
      kafkaAway(classified.words());
    } else {
      failing(classified.words());
    }
  }

  /**
   * It failed and will be tried again.
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

  /** It waits for something whose cause another task logs, such as a topic that is missing. */
  public synchronized void blocked(String why) {
    become(State.FAILING, why);
  }

  /** It ended and needs an operator. */
  public synchronized void stopped(String why) {
    if (become(State.STOPPED, why)) {
      LOG.errorf("Ended: %s: %s", name, why);
    }
  }

  /** It ended by an error of the program. */
  public synchronized void died(Throwable failure) {
    if (become(State.DEAD, String.valueOf(failure))) {
      LOG.errorf(failure, "Ended by an error: %s", name);
    }
  }

  // The time of the first of several equal states counts, whatever the words of its causes.
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
