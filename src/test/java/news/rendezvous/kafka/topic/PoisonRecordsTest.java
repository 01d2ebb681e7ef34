package news.rendezvous.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoisonRecordsTest {

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final PoisonRecords poison = new PoisonRecords(metrics);
  private final Logger logger = Logger.getLogger(PoisonRecords.class.getName());
  private final List<LogRecord> lines = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          lines.add(record);
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
  void stopListening() {
    logger.removeHandler(handler);
  }

  @Test
  void logsAnUnreadableRecordOnceWithoutAStack() {
    poison.setAside("items", 0, 7, new IOException("it has no key"));
    poison.setAside("items", 0, 7, new IOException("it has no key"));
    poison.setAside("items", 0, 8, new UncheckedIOException(new IOException("too large")));

    assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line.getThrown()).isNull());
    assertThat(counted()).isEqualTo(2);
  }

  @Test
  void logsABugOnceWithItsStackAndCountsEveryRecord() {
    for (int offset = 0; offset < 3; offset++) {
      poison.setAside("items", 0, offset, new IllegalStateException("at " + offset));
    }

    assertThat(lines).hasSize(3);
    assertThat(lines).filteredOn(line -> line.getThrown() != null).hasSize(1);
    assertThat(lines.get(0).getThrown()).hasMessage("at 0");
    assertThat(counted()).isEqualTo(3);
  }

  private double counted() {
    return metrics.get("rendezvous.poison.records").tag("topic", "items").counter().count();
  }
}
