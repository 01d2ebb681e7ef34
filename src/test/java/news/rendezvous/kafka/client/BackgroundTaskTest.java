package news.rendezvous.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import news.rendezvous.kafka.client.BackgroundTask.State;
import news.rendezvous.kafka.client.BackgroundTask.Status;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class BackgroundTaskTest {

  private static final Instant START = Instant.parse("2026-03-03T10:00:00Z");

  private volatile Instant now = START;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final BackgroundTaskRegistry work = new BackgroundTaskRegistry(() -> now, metrics);
  private final BackgroundTask task = work.register("follow news");

  @Test
  void isNotReadyBeforeItsFirstRun() {
    assertThat(task.status().isReady()).isFalse();
    task.kafkaAway("gone");
    assertThat(task.status().isReady()).isFalse();
    assertThat(work.states()).containsOnlyKeys("follow news");
  }

  @Test
  void isMeteredAsRunningInThatStateAlone() {
    assertThat(running()).isZero();
    task.running();
    assertThat(running()).isEqualTo(1);
    task.kafkaAway("gone");
    assertThat(running()).isZero();
  }

  private double running() {
    return metrics.get("rendezvous.task.running").tag("task", "follow news").gauge().value();
  }

  @Test
  void staysReadyWhileKafkaIsAwayOnceItRan() {
    task.running();
    task.failing(new TimeoutException("no answer"));

    assertThat(task.status().state()).isEqualTo(State.KAFKA_AWAY);
    assertThat(task.status().isReady()).isTrue();
  }

  @Test
  void showsTimeAndCauseOfAFailure() {
    task.running();
    now = START.plusSeconds(5);
    task.failing(new TopicAuthorizationException("news.items"));
    now = START.plusSeconds(50);
    task.failing("another cause");

    Status status = task.status();

    assertThat(status.isReady()).isFalse();
    assertThat(status.isLive()).isTrue();
    assertThat(status.since()).isEqualTo(START.plusSeconds(5));
    assertThat(status).hasToString("FAILING since 2026-03-03T10:00:05Z: another cause");
    task.running();
    assertThat(task.status().isReady()).isTrue();
  }

  @Test
  void isNotLiveOnlyWhereARestartHelps() {
    task.stopped("an operator is needed");
    assertThat(task.status().isReady()).isFalse();
    assertThat(task.status().isLive()).isTrue();

    task.died(new OutOfMemoryError());
    assertThat(task.status().isReady()).isFalse();
    assertThat(task.status().isLive()).isFalse();
  }

  @Test
  void isRegisteredOnce() {
    assertThat(work.register("follow news")).isSameAs(task);
  }
}
