package news.rendezvous.ingest.push.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InvalidPushesTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-04T10:00:00Z"));
  private final InvalidPushes pushes = new InvalidPushes(2, now::get);

  @Test
  void boundsTheInvalidPushesOfACallbackInAMinute() {
    pushes.count("a");
    assertThat(pushes.isExceeded("a")).isFalse();

    pushes.count("a");

    assertThat(pushes.isExceeded("a")).isTrue();
    assertThat(pushes.isExceeded("b")).isFalse();
    now.set(now.get().plusSeconds(61));
    assertThat(pushes.isExceeded("a")).isFalse();
    pushes.count("a");
    assertThat(pushes.isExceeded("a")).isFalse();
  }
}
