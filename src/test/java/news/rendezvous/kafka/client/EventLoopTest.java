package news.rendezvous.kafka.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopTest {

  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final List<Error> errors = new CopyOnWriteArrayList<>();
  private volatile Optional<Duration> untilStep = Optional.empty();
  private final EventLoop loop =
      new EventLoop("test-loop", () -> ran.add("step"), () -> untilStep, errors::add);

  @AfterEach
  void close() {
    loop.close(() -> {});
  }

  @Test
  void runsAStepAfterEachEvent() {
    loop.execute(() -> ran.add("one"));
    loop.execute(() -> ran.add("two"));

    await().until(() -> ran.size() == 4);
    assertThat(ran).containsExactly("one", "step", "two", "step");
  }

  @Test
  void runsAStepWhenItIsDue() {
    untilStep = Optional.of(Duration.ofMillis(1));

    loop.execute(() -> {});

    await().until(() -> ran.size() >= 3);
    assertThat(ran).containsOnly("step");
  }

  @Test
  void continuesAfterAnException() {
    loop.execute(
        () -> {
          throw new IllegalStateException("a bug");
        });
    loop.execute(() -> ran.add("next"));

    await().until(() -> ran.contains("next"));
    assertThat(errors).isEmpty();
  }

  @Test
  void endsAndReportsAnError() {
    Error error = new StackOverflowError();

    loop.execute(
        () -> {
          throw error;
        });

    await().until(() -> !errors.isEmpty());
    loop.execute(() -> ran.add("discarded"));
    loop.close(() -> ran.add("discarded"));
    assertThat(errors).containsExactly(error);
    assertThat(ran).isEmpty();
  }

  @Test
  void runsQueuedEventsBeforeTheLastOne() {
    untilStep = Optional.of(Duration.ofDays(1)); // a timer must not delay the end
    CountDownLatch closing = new CountDownLatch(1);
    loop.execute(
        () -> {
          try {
            closing.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    loop.execute(() -> ran.add("queued"));

    closing.countDown();
    loop.close(() -> ran.add("last"));

    assertThat(ran.stream().filter(name -> !name.equals("step"))).containsExactly("queued", "last");
    assertThat(ran).endsWith("last");
  }
}
