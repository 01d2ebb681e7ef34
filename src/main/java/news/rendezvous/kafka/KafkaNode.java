package news.rendezvous.kafka;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.ReplicaManager;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * One run of a Kafka node, composed as {@link KafkaRaftServer} does, which gives no access to its
 * broker. A node whose log cannot be written halts the process; here only the node ends, and
 * another can be started in its place.
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

  private final String logDirectory;
  private final ControllerServer controller;
  private final BrokerServer broker;
  private final MappedFileFaults faults = new MappedFileFaults(this::failLogDirectory);

  private KafkaNode(KafkaConfig config, String logDirectory) {
    this.logDirectory = logDirectory;
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> formatted =
        KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(KafkaNode.class), "");
    String clusterId = formatted._1().clusterId().orElseThrow();
    Metrics metrics = Server.initializeMetrics(config, Time.SYSTEM, clusterId);
    SharedServer shared =
        new SharedServer(
            config,
            formatted._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(
                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
            QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    broker = new BrokerServer(shared);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), formatted._2());
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
    KafkaNode node =
        new KafkaNode(KafkaConfig.fromProps(properties, false), properties.getProperty("log.dirs"));
    node.start();
    return node;
  }

  private void start() {
    faults.open();
    try {
      controller.startup();
      broker.startup();
    } catch (RuntimeException | Error e) {
      faults.close();
      throw e;
    }
  }

  private static void end(int status, @Nullable String message) {
    onEnd.run();
    throw new NodeEnded(
        "the Kafka node ends with status %d%s"
            .formatted(status, message == null ? "" : ": " + message));
  }

  // As Kafka does after an IOException: its partitions are offline, so that it refuses all appends,
  // and the node ends, since it has no other directory.
  private void failLogDirectory(InternalError error) {
    ReplicaManager replicas = broker.replicaManager();
    if (replicas != null) { // else the start fails by itself
      LOG.debug("A page of a memory-mapped file could not be written", error);
      replicas.handleLogDirFailure(logDirectory, true);
    }
  }

  void stop() {
    broker.shutdown();
    controller.shutdown();
    broker.awaitShutdown();
    controller.awaitShutdown();
    faults.close();
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
    faults.close();
    return !thread.isAlive();
  }
}
