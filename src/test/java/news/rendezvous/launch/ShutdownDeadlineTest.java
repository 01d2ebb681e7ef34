package news.rendezvous.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownDeadlineTest {

  @Test
  void haltsTheProcessAsAfterASignal() {
    CompletableFuture<Integer> exitCode = new CompletableFuture<>();

    new ShutdownDeadline(() -> Duration.ofMillis(1), Optional.empty()).begin(exitCode::complete);

    assertThat(exitCode.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(143);
  }

  @Test
  void comesAfterTheConfiguredDelay() {
    ShutdownDeadline deadline =
        new ShutdownDeadline(() -> Duration.ofSeconds(15), Optional.of(Duration.ofSeconds(5)));

    assertThat(deadline.time()).hasSeconds(20);
  }
}
