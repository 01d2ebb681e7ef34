package news.rendezvous.admin.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProviderCircuitBreakerTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-04T10:00:00Z"));
  private final ProviderCircuitBreaker<String> breaker =
      new ProviderCircuitBreaker<>(Duration.ofSeconds(5), now::get, "down"::equals);
  private final List<UniEmitter<? super String>> calls = new ArrayList<>();
  private final List<String> results = new ArrayList<>();

  private void run() {
    breaker
        .run(() -> Uni.createFrom().emitter(calls::add), "rejected")
        .subscribe()
        .with(results::add);
  }

  private void answer(String result) {
    calls.remove(0).complete(result);
  }

  @Test
  void makesOneCallAtATime() {
    run();
    run();
    run();
    assertThat(calls).hasSize(1);

    answer("down");

    assertThat(calls).isEmpty();
    assertThat(results).containsExactly("down", "rejected", "rejected");
  }

  @Test
  void pausesAfterAFailedCall() {
    run();
    answer("down");
    now.set(now.get().plusMillis(4_999));
    run();
    assertThat(calls).isEmpty();
    assertThat(results).containsExactly("down", "rejected");

    now.set(now.get().plusMillis(1));
    run();

    assertThat(calls).hasSize(1);
  }

  @Test
  void makesAllCallsOnceOneWasAnswered() {
    run();
    run();
    run();
    answer("up");
    assertThat(calls).hasSize(2);
    answer("two");
    answer("down");
    run();

    assertThat(calls).hasSize(1);
    assertThat(results).containsExactly("up", "two", "down");
  }
}
