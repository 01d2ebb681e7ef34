package news.rendezvous.admin.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-04T10:00:00Z"));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RefusalLog log = new RefusalLog(now::get, meters);
  private final Logger logger = Logger.getLogger(RefusalLog.class.getName());
  private final List<String> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          lines.add(
              entry.getLevel() + " " + String.format(entry.getMessage(), entry.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void unlisten() {
    logger.removeHandler(handler);
  }

  private double count(Refusal refusal) {
    return meters.get("rendezvous.admin.refused").tag("reason", refusal.label()).counter().count();
  }

  @Test
  void countsFromZero() {
    assertThat(meters.find("rendezvous.admin.refused").counters())
        .hasSize(Refusal.values().length)
        .extracting(Counter::count)
        .containsOnly(0.0);

    log.add(Refusal.WRONG, "192.0.2.1");
    log.add(Refusal.WRONG, "192.0.2.1");
    log.add(Refusal.MISSING, "192.0.2.1");

    assertThat(count(Refusal.WRONG)).isEqualTo(2);
    assertThat(count(Refusal.MISSING)).isEqualTo(1);
  }

  @Test
  void logsALineAMinuteAtMost() {
    for (int n = 0; n < 5; n++) {
      log.add(Refusal.WRONG, "192.0.2.1");
    }
    now.set(now.get().plusSeconds(59));
    log.add(Refusal.WRONG, "192.0.2.1");
    now.set(now.get().plusSeconds(1));
    log.add(Refusal.THROTTLED, "192.0.2.2");

    assertThat(lines)
        .containsExactly(
            "WARN Requests to /admin were refused: count=1 reason=wrong client=192.0.2.1 (the last one)",
            "WARN Requests to /admin were refused: count=6 reason=throttled client=192.0.2.2 (the last one)");
  }
}
