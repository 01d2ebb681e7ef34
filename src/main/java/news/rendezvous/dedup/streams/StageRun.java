package news.rendezvous.dedup.streams;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import news.rendezvous.kafka.topic.TopicLayout;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.CloseOptions;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * One run of the stage: a Kafka Streams client from its start to its first unhandled exception, or
 * until its topics change.
 */
public final class StageRun {

  private static final Duration CLOSE = Duration.ofSeconds(8);

  /** A reason why the stage cannot run. Its message is for the operator and names the remedy. */
  public static final class StageFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StageFailure(String message) {
      super(message);
    }

    StageFailure(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Ids (KIP-516) of the topics that a store belongs to. They change when a topic is deleted and
   * created again.
   *
   * @param items topic that holds the items of the stored stories
   * @param entries topic whose records were decided with the store
   */
  public record Generation(Uuid items, Uuid entries) {}

  /**
   * The topics that a run was started with.
   *
   * @param generation ids of items and entries topic
   * @param partitions of the entries topic, and of the changelog
   * @param changelog name of the changelog
   * @param changelogId its id
   */
  public record RunTopics(
      Generation generation, int partitions, String changelog, String changelogId) {

    public boolean hasAsManyPartitions(TopicLayout topic) {
      return topic.partitions() == partitions;
    }

    boolean isChangelog(TopicLayout topic) {
      return topic.id().toString().equals(changelogId);
    }
  }

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final RunTopics topics;
  private boolean changelogSeen;

  private StageRun(KafkaStreams streams, KafkaStreamsMetrics metrics, RunTopics topics) {
    this.streams = streams;
    this.metrics = metrics;
    this.topics = topics;
  }

  /**
   * Starts a run.
   *
   * @param streams client that is not started yet
   * @param changed called after each change of its state
   * @param failed called with the exception that ended it
   */
  public static StageRun start(
      KafkaStreams streams,
      RunTopics topics,
      MeterRegistry registry,
      Runnable changed,
      Consumer<Throwable> failed) {
    streams.setStateListener((now, before) -> changed.run());
    // One failed thread ends the client, which is then created anew: no half-broken state.
    streams.setUncaughtExceptionHandler(
        failure -> {
          failed.accept(failure);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
    streams.start();
    metrics.bindTo(registry);
    return new StageRun(streams, metrics, topics);
  }

  public RunTopics topics() {
    return topics;
  }

  /**
   * Detects that the changelog was deleted or created again. One that was never seen is so new that
   * the watch has not read it yet.
   *
   * @param now the changelog as of the last check
   */
  public boolean hasLostChangelog(Optional<TopicLayout> now) {
    changelogSeen |= now.isPresent();
    return changelogSeen && now.filter(topics::isChangelog).isEmpty();
  }

  public KafkaStreams.State state() {
    return streams.state();
  }

  public long lag() {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .mapToLong(StageRun::lag)
        .sum();
  }

  private static long lag(TaskMetadata task) {
    return task.endOffsets().entrySet().stream()
        .mapToLong(
            end ->
                Math.max(
                    0,
                    end.getValue()
                        - Math.max(0, task.committedOffsets().getOrDefault(end.getKey(), 0L))))
        .sum();
  }

  /** Stops polling; entries that were polled are decided and committed. */
  public void pause() {
    if (!streams.isPaused()) {
      streams.pause();
    }
  }

  public void resume() {
    if (streams.isPaused()) {
      streams.resume();
    }
  }

  /**
   * Closes the client and leaves the group, so that other replicas take over at once. Idempotent.
   *
   * @return false where a thread that waits for Kafka still runs and holds the lock of its state
   */
  public boolean end() {
    metrics.close();
    // Without it, the group waits for the return of a static member until its session ends.
    return streams.close(new CloseOptions().leaveGroup(true).timeout(CLOSE));
  }
}
