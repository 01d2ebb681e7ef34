package news.rendezvous.kafka;

import java.nio.file.Path;
import java.util.Properties;

/** Settings of a single, small Kafka node on 127.0.0.1. */
final class BrokerProperties {

  private static final String HOST = "127.0.0.1";

  private BrokerProperties() {}

  /**
   * Properties of the node.
   *
   * @param logDir directory of the log
   * @param port for clients
   * @param controllerPort for the node's own controller
   */
  static Properties of(Path logDir, int port, int controllerPort) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@%s:%d".formatted(HOST, controllerPort));
    p.put("controller.listener.names", "CONTROLLER");
    p.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    p.put(
        "listeners",
        "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(HOST, port, HOST, controllerPort));
    p.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, port));
    p.put("log.dirs", logDir.toAbsolutePath().toString());
    p.put("auto.create.topics.enable", "false");
    singleNode(p);
    quickToRestart(p);
    small(p);
    return p;
  }

  private static void singleNode(Properties p) {
    p.put("default.replication.factor", "1");
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.topic.num.partitions", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("transaction.state.log.num.partitions", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    // No-op records of the controller, two a second, keep the followers of a quorum up to date.
    p.put("metadata.max.idle.interval.ms", "0");
  }

  // After kill -9 the controller waits for the session of the previous process to expire.
  private static void quickToRestart(Properties p) {
    p.put("controlled.shutdown.enable", "true");
    p.put("broker.session.timeout.ms", "3000");
    p.put("broker.heartbeat.interval.ms", "500");
  }

  // The defaults are for dedicated machines.
  private static void small(Properties p) {
    p.put("num.network.threads", "1");
    p.put("num.io.threads", "2");
    p.put("background.threads", "2");
    p.put("num.replica.fetchers", "1");
    p.put("num.recovery.threads.per.data.dir", "2");
    p.put("log.cleaner.threads", "1");
    // Each pass of the log cleaner copies the whole log for as many keys as fit into the buffer, 24
    // bytes each. With a small buffer, cleaning took half of the CPU time of a burst of stories.
    p.put("log.cleaner.dedupe.buffer.size", "16777216");
    p.put("log.cleaner.io.max.bytes.per.second", "8388608");
    p.put("log.cleaner.io.buffer.size", "262144");
    p.put("offsets.load.buffer.size", "262144");
    p.put("transaction.state.log.load.buffer.size", "262144");
    p.put("queued.max.requests", "64");
  }
}
