package news.rendezvous.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import news.rendezvous.kafka.disk.DiskSpace;
import org.jspecify.annotations.Nullable;

/**
 * Start of the embedded broker's node on a thread of its own, beside that of the frameworks, which
 * takes as long. After {@code kill -9} the controller waits for the session of the previous process
 * to expire (3 s), and most of that time is over when the first client needs the broker.
 */
public final class EarlyBroker {

  // Their levels are configured when Quarkus starts. A field, since the log manager references
  // loggers weakly and a collected logger loses its level.
  private static final List<Logger> LOGGERS =
      Stream.of("kafka", "org.apache.kafka", "state.change.logger").map(Logger::getLogger).toList();

  private static @Nullable FutureTask<FirstNode> begun;

  private EarlyBroker() {}

  /**
   * Begins the start; its failure is reported by {@link #take}.
   *
   * @param minFree bytes; with less on the disk nothing is begun, and the start is refused later
   */
  public static synchronized void begin(Path dataDir, int port, long minFree) {
    if (DiskSpace.shortage(dataDir, minFree).isPresent()) {
      return;
    }
    LOGGERS.forEach(logger -> logger.setLevel(Level.WARNING));
    begun = new FutureTask<>(() -> FirstNode.start(dataDir, port));
    Thread thread = new Thread(begun, "rendezvous-broker-start");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The node that was begun, or one that is started now, as in tests and in development.
   *
   * @throws IOException where the directory cannot be written or is in use, or the port is taken
   */
  static FirstNode take(Path dataDir, int port) throws IOException {
    FutureTask<FirstNode> early = takeBegun();
    return early == null ? FirstNode.start(dataDir, port) : await(early);
  }

  private static synchronized @Nullable FutureTask<FirstNode> takeBegun() {
    FutureTask<FirstNode> early = begun;
    begun = null; // a second start in the same process is another node
    return early;
  }

  private static FirstNode await(FutureTask<FirstNode> early) throws IOException {
    try {
      return early.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The start was interrupted", e);
    }
  }
}
