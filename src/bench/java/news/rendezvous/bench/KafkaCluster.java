package news.rendezvous.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * Kafka brokers (KRaft, each a controller too) on free ports of 127.0.0.1, each in a process of its
 * own that runs {@code kafka.Kafka} from the jars of the packaged service.
 */
public final class KafkaCluster implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(60);
  private static final Duration REPLICATED = Duration.ofMinutes(3);
  private static final long CHECK_MILLIS = 200;

  private final Path dir = Files.createTempDirectory("rendezvous-kafka");
  private final String id = Uuid.randomUuid().toString();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Integer> controllerPorts = new ArrayList<>();
  private final List<Child> brokers = new ArrayList<>();
  private final KafkaSecurity security;

  /**
   * Formats the directories of the brokers and starts none.
   *
   * @param count of brokers; with three, topics have three replicas and need two of them for a
   *     write
   */
  public KafkaCluster(int count, KafkaSecurity security) throws IOException {
    this.security = security;
    for (int node = 0; node < count; node++) {
      ports.add(Installation.freePort());
      controllerPorts.add(Installation.freePort());
    }
    for (int node = 0; node < count; node++) {
      format(node);
    }
  }

  private void format(int node) throws IOException {
    Properties properties = properties(node);
    try (Writer out = Files.newBufferedWriter(configuration(node))) {
      properties.store(out, null);
    }
    List<String> command =
        new ArrayList<>(
            List.of("format", "--cluster-id", id, "--config", configuration(node).toString()));
    security.users().forEach(user -> command.addAll(List.of("--add-scram", user)));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      if (StorageTool.execute(command.toArray(String[]::new), out) != 0) {
        throw new IOException("not formatted: " + output);
      }
    }
  }

  private Properties properties(int node) {
    String copies = String.valueOf(Math.min(3, ports.size()));
    String needed = String.valueOf(ports.size() < 3 ? 1 : 2);
    String clients = "CLIENTS://127.0.0.1:" + ports.get(node);
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", String.valueOf(node));
    p.put("controller.quorum.voters", voters());
    p.put(
        "listeners", "%s,CONTROLLER://127.0.0.1:%d".formatted(clients, controllerPorts.get(node)));
    p.put("advertised.listeners", clients);
    p.put("inter.broker.listener.name", "CLIENTS");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,CLIENTS:" + security.protocol());
    p.put("log.dirs", dir.resolve("log-" + node).toString());
    p.put("auto.create.topics.enable", "false");
    p.put("default.replication.factor", copies);
    p.put("min.insync.replicas", needed);
    p.put("offsets.topic.replication.factor", copies);
    p.put("transaction.state.log.replication.factor", copies);
    p.put("transaction.state.log.min.isr", needed);
    // Small, as everything here shares a machine.
    p.put("offsets.topic.num.partitions", "3");
    p.put("transaction.state.log.num.partitions", "3");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "2");
    p.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 << 20));
    p.putAll(security.ofBrokers());
    return p;
  }

  private String voters() {
    return IntStream.range(0, ports.size())
        .mapToObj(node -> "%d@127.0.0.1:%d".formatted(node, controllerPorts.get(node)))
        .collect(Collectors.joining(","));
  }

  private Path configuration(int node) {
    return dir.resolve("server-" + node + ".properties");
  }

  /** Starts all brokers and waits until they answer. */
  public void start() throws IOException, InterruptedException {
    for (int node = 0; node < ports.size(); node++) {
      brokers.add(launch(node));
    }
    awaitReplicas();
  }

  private Child launch(int node) throws IOException {
    return Child.java(
        dir.resolve("broker-" + node + ".log"),
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            configuration(node).toString()));
  }

  public int size() {
    return ports.size();
  }

  /** Ends a broker by SIGTERM, after it has handed its partitions over; its exit code. */
  public OptionalInt stop(int node) throws IOException, InterruptedException {
    brokers.get(node).signal("TERM");
    return brokers.get(node).exitCode(STOP);
  }

  /** Ends a broker by SIGKILL. */
  public void kill(int node) throws InterruptedException {
    brokers.get(node).kill();
  }

  /** Starts a broker that has ended, and waits until it has all records again. */
  public void restart(int node) throws IOException, InterruptedException {
    brokers.set(node, launch(node));
    awaitReplicas();
  }

  /** Waits until every broker is there, and every replica of every partition in sync. */
  public void awaitReplicas() throws InterruptedException {
    long end = System.nanoTime() + REPLICATED.toNanos();
    while (!allInSync()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the brokers do not come up, see " + dir);
      }
      Thread.sleep(CHECK_MILLIS);
    }
  }

  private boolean allInSync() throws InterruptedException {
    try (Admin admin = Admin.create(settings())) {
      return admin.describeCluster().nodes().get().size() == ports.size()
          && admin
              .describeTopics(admin.listTopics().names().get())
              .allTopicNames()
              .get()
              .values()
              .stream()
              .flatMap(topic -> topic.partitions().stream())
              .allMatch(partition -> partition.isr().size() == partition.replicas().size());
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  public String bootstrapServers() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** Settings of a client that may do everything. */
  public Map<String, Object> settings() {
    Map<String, Object> settings = security.ofAdministrator();
    settings.put("bootstrap.servers", bootstrapServers());
    settings.put("default.api.timeout.ms", "90000");
    settings.put("request.timeout.ms", "5000");
    settings.put("reconnect.backoff.max.ms", "200");
    return settings;
  }

  @Override
  public void close() throws IOException {
    for (Child broker : brokers) {
      broker.close();
    }
    if (System.getProperty("keep") != null) {
      System.out.println("kept: " + dir);
      return;
    }
    Installation.delete(dir);
  }
}
