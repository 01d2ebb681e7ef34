package news.rendezvous.ingest.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import news.rendezvous.ingest.resolve.answer.EndPoint;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndPointHealthTest {

  private static final EndPointAnswer DOWN =
      new EndPointAnswer.Failed("http_error", "answers 500", true);
  private static final EndPointAnswer NOTHING = new EndPointAnswer.Absent("empty", true);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Logger logger = Logger.getLogger("news.rendezvous.resolve");
  private final List<Level> said = new CopyOnWriteArrayList<>();
  private final Handler ear = new Ear();
  private Instant now = Instant.parse("2026-03-03T10:00:00Z");
  private final EndPointHealth health =
      new EndPointHealth(new ResolveSettings(Duration.ZERO), metrics, () -> now);

  private final class Ear extends Handler {

    @Override
    public void publish(LogRecord line) {
      said.add(line.getLevel());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    logger.addHandler(ear);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(ear);
  }

  @Test
  void logsFailureAndRecoveryOfAHostOnce() {
    answered("https://a.example/x/getUrls", DOWN);
    answered("https://a.example/y/getUrls", DOWN);
    answered("https://a.example/x/getUrls", NOTHING);
    answered("https://a.example/x/getUrls", NOTHING);
    assertThat(names()).containsExactly("WARN", "INFO");

    answered("https://a.example/x/getUrls", DOWN);
    answered("https://a.example/x/getUrls", NOTHING);
    assertThat(names()).as("within the hour").hasSize(2);

    now = now.plus(Duration.ofHours(1));
    answered("https://a.example/x/getUrls", DOWN);
    assertThat(names()).containsExactly("WARN", "INFO", "WARN");
  }

  @Test
  void logsEachHost() {
    answered("https://a.example/getUrls", DOWN);
    answered("https://b.example/getUrls", DOWN);

    assertThat(names()).containsExactly("WARN", "WARN");
  }

  @Test
  void boundsTheCardinalityOfTheHostLabel() {
    answered("https://a.example/getUrls", DOWN);
    answered("https://b.example/getUrls", NOTHING);
    answered("https://c.example/getUrls", NOTHING);
    answered("https://a.example/getUrls", NOTHING);

    assertThat(count("a.example:443", "http_error", "failed")).isEqualTo(1);
    assertThat(count("a.example:443", "empty", "absent")).isEqualTo(1);
    assertThat(count("b.example:443", "empty", "absent")).isEqualTo(1);
    assertThat(count("other", "empty", "absent")).isEqualTo(1);
  }

  @Test
  void countsEachKindOfAHostFromZero() {
    health.requesting(EndPoint.of(URI.create("https://a.example/getUrls")));

    assertThat(count("a.example:443", "json", "resolved")).isZero();
    assertThat(count("a.example:443", "absent", "absent")).isZero();
    assertThat(count("a.example:443", "timeout", "failed")).isZero();
    answered("https://a.example/getUrls", DOWN);
    assertThat(count("a.example:443", "http_error", "failed")).isEqualTo(1);
  }

  private List<String> names() {
    return said.stream().map(level -> level.getName().replace("WARNING", "WARN")).toList();
  }

  private double count(String host, String kind, String outcome) {
    return metrics
        .get("rendezvous.resolve")
        .tags("host", host, "kind", kind, "outcome", outcome)
        .counter()
        .count();
  }

  private void answered(String endPoint, EndPointAnswer answer) {
    health.answered(EndPoint.of(URI.create(endPoint)), answer);
  }
}
