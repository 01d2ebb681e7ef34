package news.rendezvous.dedup;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import news.rendezvous.broker.TopicLayout;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.CloseOptions;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * One run of the stage, from the start of its Kafka Streams client to the first exception that it
 * cannot handle, or until its topics are others.
 */
final class StageRun {

  private static final Duration CLOSE = Duration.ofSeconds(8);

  /**
   * The topics of a run.
   *
   * @param generation what the memory is checked against
   * @param partitions of the entries topic, and of the changelog
   * @param changelog name of the changelog
   * @param changelogId its id
   */
  record Ground(Generation generation, int partitions, String changelog, String changelogId) {

    boolean hasAsManyPartitions(TopicLayout topic) {
      return topic.partitions() == partitions;
    }

    boolean isChangelog(TopicLayout topic) {
      return topic.id().toString().equals(changelogId);
    }
  }

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final Ground ground;
  private boolean changelogSeen;

  private StageRun(KafkaStreams streams, KafkaStreamsMetrics metrics, Ground ground) {
    this.streams = streams;
    this.metrics = metrics;
    this.ground = ground;
  }

  /**
   * Starts a run.
   *
   * @param streams not started yet
   * @param changed called when its state has changed
   * @param failed called with what ended it
   */
  static StageRun start(
      KafkaStreams streams,
      Ground ground,
      MeterRegistry registry,
      Runnable changed,
      Consumer<Throwable> failed) {
    streams.setStateListener((now, before) -> changed.run());
    // One bad thread ends them all: begun anew, all of the client is as it was at first.
    streams.setUncaughtExceptionHandler(
        failure -> {
          failed.accept(failure);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
    streams.start();
    metrics.bindTo(registry);
    return new StageRun(streams, metrics, ground);
  }

  Ground ground() {
    return ground;
  }

  /**
   * Whether the changelog is another one, or none; one that was not seen yet was made a moment ago.
   *
   * @param now the changelog as it was at the last check
   */
  boolean hasLostChangelog(Optional<TopicLayout> now) {
    changelogSeen |= now.isPresent();
    return changelogSeen && now.filter(ground::isChangelog).isEmpty();
  }

  KafkaStreams.State state() {
    return streams.state();
  }

  /** Entries of the partitions that this replica decides which are not decided yet. */
  long lag() {
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

  /** Takes no more entries; what was taken is decided and committed. */
  void pause() {
    if (!streams.isPaused()) {
      streams.pause();
    }
  }

  /** Goes on after a pause. */
  void resume() {
    if (streams.isPaused()) {
      streams.resume();
    }
  }

  /**
   * Ends the run and leaves the group, so that the others take over at once. May be called again.
   *
   * @return whether it has ended: a thread that waits for Kafka takes its time, and keeps the lock
   *     of its state meanwhile
   */
  boolean end() {
    metrics.close();
    // A static member that does not say so is waited for as if it came back.
    return streams.close(new CloseOptions().leaveGroup(true).timeout(CLOSE));
  }
}
