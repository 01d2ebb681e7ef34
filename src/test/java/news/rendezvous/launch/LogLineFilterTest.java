package news.rendezvous.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineFilterTest {

  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";

  private final AtomicLong now = new AtomicLong();
  private final LogLineFilter noise = new LogLineFilter(now::get);

  @Test
  void passesOneWarningOfAllClientsAMinute() {
    assertThat(passes(CLIENT, Level.WARNING, "[Producer clientId=1] Connection lost")).isTrue();
    assertThat(passes(CLIENT, Level.WARNING, "[Producer clientId=2] Connection lost")).isFalse();
    assertThat(passes("org.apache.kafka.clients.Metadata", Level.WARNING, "Another")).isFalse();

    now.addAndGet(TimeUnit.SECONDS.toNanos(60));

    assertThat(passes(CLIENT, Level.WARNING, "[Producer clientId=1] Connection lost")).isTrue();
  }

  @Test
  void escapesTheControlCharactersOfItsOwnLines() {
    ExtLogRecord record =
        new ExtLogRecord(
            org.jboss.logmanager.Level.INFO,
            "Denied: reason=%s of=%d",
            ExtLogRecord.FormatStyle.PRINTF,
            "news.rendezvous.Test");
    record.setParameters(new Object[] {"no\r\n2026 ERROR forged \u001b[31m\u0085\u2028\tend 木", 7});
    record.setLoggerName("news.rendezvous.ingest.push.PushSubscriber");

    assertThat(noise.isLoggable(record)).isTrue();

    assertThat(record.getFormattedMessage())
        .isEqualTo(
            "Denied: reason=no\\u000d\\u000a2026 ERROR forged \\u001b[31m\\u0085\\u2028\tend 木 of=7");
  }

  @Test
  void distinguishesErrorsByTheirTextWithoutNames() {
    assertThat(passes(CLIENT, Level.SEVERE, "[a] Topic news-1 failed at 12")).isTrue();
    assertThat(passes(CLIENT, Level.SEVERE, "[b] Topic news-2 failed at 13")).isFalse();
    assertThat(passes(CLIENT, Level.SEVERE, "[b] Something else")).isTrue();
  }

  @Test
  void passesOneFailureOfTheTraceExporterAMinute() {
    String exporter = "io.quarkus.opentelemetry.runtime.exporter.otlp.sender.VertxGrpcSender";
    String failure = "Failed to export. Connection refused: /127.0.0.1:4317";

    assertThat(passes(exporter, Level.WARNING, failure)).isTrue();
    assertThat(passes(exporter, Level.WARNING, failure)).isFalse();

    now.addAndGet(TimeUnit.SECONDS.toNanos(60));

    assertThat(passes(exporter, Level.WARNING, failure)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"WARNING, WARN", "SEVERE, ERROR", "INFO, INFO"})
  void namesLevelsAsJBossLogging(String level, String name) {
    LogRecord record = new LogRecord(Level.parse(level), "A line");
    record.setLoggerName("io.grpc.Channel");

    assertThat(noise.isLoggable(record)).isTrue();

    assertThat(record.getLevel().getName()).isEqualTo(name);
  }

  @Test
  void passesOtherLoggers() {
    for (String logger : List.of("news.rendezvous.broker", "io.quarkus", "kafkaesque.Novel")) {
      assertThat(passes(logger, Level.WARNING, "again")).as(logger).isTrue();
      assertThat(passes(logger, Level.WARNING, "again")).as(logger).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kafka.server.ReplicaManager,Error: OUT_OF_ORDER_SEQUENCE_NUMBER",
    "kafka.server.ReplicaManager,Error: CONCURRENT_TRANSACTIONS",
    "org.apache.kafka.controller.ReplicationControlManager,[QuorumController id=1]"
        + " processExpiredBrokerHeartbeat: controller event queue overloaded. Timed out heartbeat",
    "org.apache.kafka.coordinator.common.runtime.CoordinatorRuntime,Failed to load metadata from"
        + " __consumer_offsets-0 with epoch 12. [Error Occurred After Shutdown]",
    "org.apache.kafka.clients.producer.internals.Sender,Error while aborting transaction: the"
        + " previous call to `commitTransaction` timed out and must be retried",
    "org.apache.kafka.clients.NetworkClient,"
        + "Attempting to close NetworkClient that has already been closed.",
  })
  void dropsHarmlessLines(String logger, String message) {
    assertThat(passes(logger, Level.SEVERE, message)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "io.quarkus.vertx.http.runtime.QuarkusErrorHandler, false",
    "io.vertx.ext.web.RoutingContext, false",
    "io.quarkus.runtime.Application, true",
    "news.rendezvous.dedup.DedupStage, true",
  })
  void dropsErrorsAfterTheShutdownOfRequestsAlone(String logger, boolean passes) {
    String message = "It failed [Error Occurred After Shutdown]";

    assertThat(passes(logger, Level.SEVERE, message)).isEqualTo(passes);
    assertThat(passes(logger, Level.SEVERE, "It failed")).isTrue();
  }

  @Test
  void replacesStackTracesByTheirCause() {
    LogRecord record = new LogRecord(Level.SEVERE, "Connection failed");
    record.setLoggerName(CLIENT);
    record.setThrown(
        new SslAuthenticationException(
            "SSL handshake failed", new SSLHandshakeException("PKIX path building failed")));

    assertThat(noise.isLoggable(record)).isTrue();

    assertThat(record.getThrown()).isNull();
    assertThat(record.getMessage())
        .startsWith("Connection failed: ")
        .contains("PKIX path building failed", "kafka.ssl.truststore.location");
  }

  @Test
  void passesOnlyTheCauseOfABrokerThatEnds() {
    String log = "kafka.log.LogManager";
    String channel = "org.apache.kafka.storage.internals.log.LogDirFailureChannel";

    assertThat(passes(channel, Level.SEVERE, "Error while appending records to a-0")).isTrue();
    assertThat(passes(log, Level.WARNING, "Stopping serving logs in dir /data/kafka")).isFalse();
    assertThat(passes(log, Level.SEVERE, "Shutdown broker because all log dirs failed")).isFalse();
  }

  private boolean passes(String logger, Level level, String message) {
    LogRecord record = new LogRecord(level, message);
    record.setLoggerName(logger);
    return noise.isLoggable(record);
  }
}
