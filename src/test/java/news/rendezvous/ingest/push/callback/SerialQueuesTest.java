package news.rendezvous.ingest.push.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SerialQueuesTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private final SerialQueues queues = new SerialQueues();
  private final List<String> begun = new CopyOnWriteArrayList<>();

  private Uni<String> submit(String key, String name, CompletableFuture<String> end) {
    return queues.submit(
        key,
        () -> {
          begun.add(name);
          return Uni.createFrom().completionStage(end);
        });
  }

  @Test
  void runsWorkUnderOneKeyOneAfterTheOther() {
    CompletableFuture<String> first = new CompletableFuture<>();
    Uni<String> one = submit("a", "first", first);
    Uni<String> two = submit("a", "second", CompletableFuture.completedFuture("2"));
    Uni<String> other = submit("b", "other", CompletableFuture.completedFuture("3"));
    assertThat(begun).containsExactly("first", "other");

    first.complete("1");

    assertThat(one.await().atMost(SOON)).isEqualTo("1");
    assertThat(two.await().atMost(SOON)).isEqualTo("2");
    assertThat(other.await().atMost(SOON)).isEqualTo("3");
  }

  @Test
  void goesOnAfterAFailure() {
    Uni<String> failing =
        submit("a", "failing", CompletableFuture.failedFuture(new IllegalStateException("no")));
    Uni<String> next = submit("a", "next", CompletableFuture.completedFuture("2"));

    assertThatThrownBy(() -> failing.await().atMost(SOON)).hasMessageContaining("no");
    assertThat(next.await().atMost(SOON)).isEqualTo("2");
  }
}
