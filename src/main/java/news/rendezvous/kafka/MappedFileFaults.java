package news.rendezvous.kafka;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Detector of failed writes to memory-mapped files. The indexes of Kafka's log are sparse files in
 * memory; where the disk has no block for a page of theirs, the kernel sends SIGBUS, which the JVM
 * turns into an {@link InternalError}. Kafka takes only an {@code IOException} for a failed disk.
 * After this error it goes on with a batch in the log that its end offset does not include: the
 * next batch gets the same offsets and is acknowledged, and consumers skip it.
 *
 * <p>The error reaches no interface of Kafka but its log, where the failed thread writes it at
 * once. Not part of the log's configuration: filters and levels of handlers do not concern it.
 */
final class MappedFileFaults extends Handler {

  private static final List<String> LOGGERS = List.of("kafka", "org.apache.kafka");

  private final Consumer<InternalError> found;

  // The log manager holds loggers weakly, and with them their handlers.
  private final List<Logger> loggers = LOGGERS.stream().map(Logger::getLogger).toList();

  MappedFileFaults(Consumer<InternalError> found) {
    this.found = found;
  }

  void open() {
    loggers.forEach(logger -> logger.addHandler(this));
  }

  @Override
  public void publish(LogRecord record) {
    Stream.iterate(record.getThrown(), Objects::nonNull, Throwable::getCause)
        .limit(20)
        .filter(InternalError.class::isInstance)
        .map(InternalError.class::cast)
        .findFirst()
        .ifPresent(found);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    loggers.forEach(logger -> logger.removeHandler(this));
  }
}
