package news.rendezvous.launch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.kafka.client.KafkaFailure;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Rate limiter of the logs of Kafka and of the exporter of traces. While a broker is away every
 * client repeats its warnings several times a second; the service logs that once itself. One
 * warning of all clients passes a minute, and one of each other kind of line: same logger and
 * message, without numbers and names. Stack traces are replaced by the line of {@link
 * KafkaFailure}. Errors of requests and of the broker that still run when the service has stopped
 * are left out.
 *
 * <p>Levels of {@code java.util.logging} get their names in JBoss logging, so that all lines have
 * WARN or ERROR.
 *
 * <p>An event of the service is one line: control characters in it, which come from feeds, hubs and
 * clients, are escaped, so that none of them can forge a line (CWE-117) or control a terminal.
 */
@LoggingFilter(name = "log-lines")
public final class LogLineFilter implements Filter {

  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final int MOST_KINDS = 1_000;
  private static final Pattern LIMITED =
      Pattern.compile(
          "(?:org\\.apache\\.)?kafka\\..*|state\\.change\\.logger"
              + "|io\\.quarkus\\.opentelemetry\\.runtime\\.exporter\\..*");
  private static final Pattern OF_CLIENTS =
      Pattern.compile("org\\.apache\\.kafka\\.(?:clients|common)\\..*");

  // The client's name in brackets, names and numbers.
  private static final Pattern PARTICULAR =
      Pattern.compile("\\[[^\\]]*\\]|\\([^)]*\\)|\\S*[0-9./:-]\\S*");

  // Retriable errors of transactions version 2 (KIP-890); a client that is closed twice; records
  // that the broker rejects, which the producer reports; a heartbeat of the broker that is late at
  // its own controller on a slow machine, and repeated by itself; an abort after a commit that
  // timed out, after which the dedup stage restarts.
  private static final Pattern HARMLESS =
      Pattern.compile(
          "OUT_OF_ORDER_SEQUENCE_NUMBER|OutOfOrderSequence|CONCURRENT_TRANSACTIONS"
              + "|ConcurrentTransactions|Attempting to close NetworkClient that has already been closed"
              + "|InvalidRecordException|controller event queue overloaded"
              + "|timed out and must be retried");

  // Mark of Quarkus for what still runs when the service has stopped: a topic that the embedded
  // broker loads, requests whose connections are closed.
  private static final String AFTER_SHUTDOWN = "[Error Occurred After Shutdown]";
  private static final Pattern OF_REQUESTS =
      Pattern.compile(
          "io\\.quarkus\\.vertx\\.http\\.runtime\\.QuarkusErrorHandler"
              + "|io\\.vertx\\.ext\\.web\\.RoutingContext");

  // Consequences of a log directory that the embedded broker cannot write. The cause is logged by
  // Kafka's LogDirFailureChannel, the restart by EmbeddedBroker.
  private static final Pattern ENDING =
      Pattern.compile(
          "Stopping serving (?:replicas|logs) in dir|stopped fetcher for partitions"
              + "|Shutdown broker because|KafkaStorageException|NodeEnded"
              + "|offline log directory|waiting for controlled shutdown future");

  private static final String OWN = "news.rendezvous.";
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\u2028\u2029&&[^\t]]");

  private final Cache<String, Boolean> passed;

  public LogLineFilter() {
    this(Ticker.systemTicker());
  }

  LogLineFilter(Ticker nanoTime) {
    passed =
        Caffeine.newBuilder()
            .expireAfterWrite(PAUSE)
            .maximumSize(MOST_KINDS)
            .ticker(nanoTime)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public boolean isLoggable(LogRecord record) {
    nameLevel(record);
    String logger = record.getLoggerName();
    if (logger == null) {
      return true;
    }
    if (logger.startsWith(OWN)) {
      escapeControls(record);
      return true;
    }
    boolean limited = LIMITED.matcher(logger).matches();
    if ((limited || OF_REQUESTS.matcher(logger).matches())
        && String.valueOf(record.getMessage()).contains(AFTER_SHUTDOWN)) {
      return false;
    }
    if (!limited) {
      return true;
    }
    String text = text(record);
    if (isHarmless(logger, text)
        || passed.asMap().putIfAbsent(kind(logger, record.getLevel(), text), true) != null) {
      return false;
    }
    if (record.getThrown() != null) {
      shorten(record, text);
    }
    return true;
  }

  private static void nameLevel(LogRecord record) {
    if (record.getLevel() == Level.WARNING) {
      record.setLevel(org.jboss.logmanager.Level.WARN);
    } else if (record.getLevel() == Level.SEVERE) {
      record.setLevel(org.jboss.logmanager.Level.ERROR);
    }
  }

  private static void escapeControls(LogRecord record) {
    if (record instanceof ExtLogRecord extended) {
      String text = extended.getFormattedMessage();
      Matcher control = CONTROL.matcher(text);
      if (control.find()) {
        extended.setMessage(
            control.replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0))),
            ExtLogRecord.FormatStyle.NO_FORMAT);
      }
    }
  }

  private static boolean isHarmless(String logger, String text) {
    return !logger.startsWith("org.apache.kafka.streams")
        && (HARMLESS.matcher(text).find() || ENDING.matcher(text).find());
  }

  private static void shorten(LogRecord record, String text) {
    record.setThrown(null);
    if (record instanceof ExtLogRecord extended) {
      extended.setMessage(text, ExtLogRecord.FormatStyle.NO_FORMAT);
    } else {
      record.setMessage(text);
    }
  }

  private static String text(LogRecord record) {
    String message =
        record instanceof ExtLogRecord extended
            ? extended.getFormattedMessage()
            : String.valueOf(record.getMessage());
    Throwable thrown = record.getThrown();
    return thrown == null
        ? message
        : "%s: %s: %s"
            .formatted(message, thrown.getClass().getSimpleName(), KafkaFailure.of(thrown).words());
  }

  private static String kind(String logger, Level level, String text) {
    boolean warning = level.intValue() < Level.SEVERE.intValue();
    return warning && OF_CLIENTS.matcher(logger).matches()
        ? "clients"
        : logger + ' ' + PARTICULAR.matcher(text).replaceAll("");
  }
}
