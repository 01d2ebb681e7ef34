package news.rendezvous.kafka;

import java.time.Duration;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One run of a Kafka node. A node whose log cannot be written halts the process; here only the node
 * ends, and another can be started in its place.
 */
final class KafkaNode {

  private static final Logger LOG = Logger.getLogger(KafkaNode.class);

  /** Ends the thread of Kafka that called {@link Exit}. */
  private static final class NodeEnded extends Error {

    private static final long serialVersionUID = 1;

    NodeEnded(String message) {
      super(message, null, false, false);
    }
  }

  // Kafka exits by static methods; this is the callback of the node that was started last.
  private static volatile Runnable onEnd = () -> {};

  private final KafkaRaftServer server;

  private KafkaNode(KafkaRaftServer server) {
    this.server = server;
  }

  /**
   * Starts a node and waits until it serves.
   *
   * @param ended run when the node has ended by itself
   */
  static KafkaNode start(Properties properties, Runnable ended) {
    onEnd = ended;
    Exit.setExitProcedure(KafkaNode::end);
    Exit.setHaltProcedure(KafkaNode::end);
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
    server.startup();
    return new KafkaNode(server);
  }

  private static void end(int status, @Nullable String message) {
    onEnd.run();
    throw new NodeEnded(
        "the Kafka node ends with status %d%s"
            .formatted(status, message == null ? "" : ": " + message));
  }

  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }

  /**
   * Stops the remaining threads of a node that ended by itself. Without a log its controlled
   * shutdown waits minutes for the controller, unless it is interrupted.
   *
   * @return true if it has stopped
   */
  boolean clear(Duration timeout) throws InterruptedException {
    Thread thread = new Thread(this::stop, "rendezvous-broker-stop");
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler(
        (t, e) -> LOG.debug("Shutdown of an ended Kafka node failed", e));
    thread.start();
    thread.join(timeout.toMillis());
    for (int n = 0; n < 10 && thread.isAlive(); n++) {
      thread.interrupt();
      thread.join(timeout.toMillis());
    }
    return !thread.isAlive();
  }
}
