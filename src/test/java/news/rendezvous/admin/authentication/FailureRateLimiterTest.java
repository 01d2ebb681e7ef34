package news.rendezvous.admin.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FailureRateLimiterTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-04T10:00:00Z"));
  private final FailureRateLimiter limiter = new FailureRateLimiter(new Settings(), now::get);

  private record Settings() implements AuthenticationConfig {

    @Override
    public Optional<String> token() {
      return Optional.empty();
    }

    @Override
    public int maxFailures() {
      return 2;
    }

    @Override
    public Duration failureWindow() {
      return Duration.ofMinutes(1);
    }

    @Override
    public int maxFailingClients() {
      return 100;
    }

    @Override
    public Duration providerRetryDelay() {
      return Duration.ofSeconds(5);
    }
  }

  private void passed(int seconds) {
    now.set(now.get().plusSeconds(seconds));
  }

  @Test
  void limitsTheFailuresOfAClientInAWindow() {
    assertThat(limiter.fail("192.0.2.1")).isEmpty();
    passed(20);
    assertThat(limiter.fail("192.0.2.1")).isEmpty();
    passed(10);

    assertThat(limiter.fail("192.0.2.1")).contains(Duration.ofSeconds(30));
  }

  @Test
  void beginsAnewWhenTheWindowHasEnded() {
    for (int n = 0; n < 5; n++) {
      limiter.fail("192.0.2.1");
    }
    passed(60);

    assertThat(limiter.fail("192.0.2.1")).isEmpty();
    assertThat(limiter.fail("192.0.2.1")).isEmpty();
    assertThat(limiter.fail("192.0.2.1")).contains(Duration.ofSeconds(60));
  }

  @Test
  void countsEachClientByItself() {
    for (int n = 0; n < 5; n++) {
      limiter.fail("192.0.2.1");
    }

    assertThat(limiter.fail("192.0.2.2")).isEmpty();
    assertThat(limiter.fail("2001:db8::1")).isEmpty();
    assertThat(limiter.fail("proxy.example")).isEmpty();
  }

  @Test
  void countsAnIpv6NetworkAsOneClient() {
    assertThat(limiter.fail("2001:db8:0:1::1")).isEmpty();
    assertThat(limiter.fail("2001:db8:0:1::2")).isEmpty();
    assertThat(limiter.fail("2001:db8:0:2::3")).isEmpty();

    assertThat(limiter.fail("2001:db8:0:1:ffff::3")).isPresent();
  }
}
