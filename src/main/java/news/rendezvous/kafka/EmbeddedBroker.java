package news.rendezvous.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kafka.tools.StorageTool;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.Backoff;
import news.rendezvous.kafka.client.KafkaFailure;
import news.rendezvous.kafka.disk.AtomicFile;
import news.rendezvous.kafka.disk.DataDirectory;
import org.apache.kafka.common.Uuid;
import org.jboss.logging.Logger;

/**
 * Single Kafka node inside this process, broker and controller in one (KRaft), with its log in the
 * data directory. It listens on 127.0.0.1 only. A node that ended because its disk was full is
 * replaced by another on the same port once there is space.
 */
final class EmbeddedBroker implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final DataDirectory directory;
  private final Properties properties;
  private final BooleanSupplier hasSpace;
  private final BackgroundTask task;
  private final String bootstrapServers;
  private final Semaphore ended = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread supervisor = new Thread(this::supervise, "rendezvous-broker");
  private KafkaNode node;

  private EmbeddedBroker(
      DataDirectory directory,
      Properties properties,
      BooleanSupplier hasSpace,
      BackgroundTask task,
      int port) {
    this.directory = directory;
    this.properties = properties;
    this.hasSpace = hasSpace;
    this.task = task;
    this.bootstrapServers = HOST + ":" + port;
    this.node = KafkaNode.start(properties, ended::release);
    task.running();
    supervisor.setDaemon(true);
  }

  /**
   * Starts the broker, formatting its directory the first time.
   *
   * @param port on 127.0.0.1; 0 takes a free one
   * @param hasSpace true while there is space on the disk
   * @param task not ready while the node is away: its clients only know that it does not answer
   * @throws IOException where the directory cannot be written or is in use, or the port is taken
   */
  static EmbeddedBroker start(Path dataDir, int port, BooleanSupplier hasSpace, BackgroundTask task)
      throws IOException {
    DataDirectory directory = DataDirectory.claim(dataDir);
    try {
      int own = freePort(port);
      Properties properties = properties(dataDir.resolve("kafka"), own, freePort(0));
      format(dataDir, properties);
      EmbeddedBroker broker = new EmbeddedBroker(directory, properties, hasSpace, task, own);
      broker.supervisor.start();
      return broker;
    } catch (IOException | RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  private void supervise() {
    Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    try {
      while (closing.getCount() > 0) {
        long begun = System.nanoTime();
        ended.acquire();
        if (System.nanoTime() - begun > LONGEST_PAUSE.toNanos()) {
          backoff.reset();
        }
        replace(backoff);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing
    }
  }

  private void replace(Backoff backoff) throws InterruptedException {
    String reason =
        "The embedded Kafka has ended, since it could not write its log in %s. It is restarted when there is free space"
            .formatted(properties.get("log.dirs"));
    LOG.error(reason);
    task.blocked(reason);
    if (!node.clear(STOP_TIMEOUT)) {
      task.stopped("its threads do not stop: restart the service");
      return;
    }
    boolean running = false;
    while (!running) {
      TimeUnit.MILLISECONDS.sleep(backoff.pause().toMillis());
      awaitSpace();
      running = start();
    }
  }

  private void awaitSpace() throws InterruptedException {
    while (!hasSpace.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE.toMillis());
    }
  }

  private boolean start() throws InterruptedException {
    ended.drainPermits();
    try {
      node = KafkaNode.start(properties, ended::release);
      LOG.info("The embedded Kafka was restarted");
      task.running();
      return true;
    } catch (RuntimeException | Error e) {
      task.failing("it cannot be started: " + KafkaFailure.line(e));
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    supervisor.interrupt();
    try {
      supervisor.join();
      node.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    directory.close();
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // As Kafka binds: a port in TIME_WAIT after kill -9 is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IOException(
          ("The embedded Kafka cannot listen on port %d of %s (%s): set"
                  + " RENDEZVOUS_EMBEDDED_KAFKA_PORT to another port (0 takes a free one), or"
                  + " KAFKA_BOOTSTRAP_SERVERS to use a cluster")
              .formatted(wanted, HOST, e.getMessage()),
          e);
    }
  }

  private static Properties properties(Path logDir, int port, int controllerPort)
      throws IOException {
    Properties properties = new Properties();
    try (InputStream settings =
        EmbeddedBroker.class.getResourceAsStream("/embedded-kafka.properties")) {
      properties.load(settings);
    }
    String controller = "%s:%d".formatted(HOST, controllerPort);
    String clients = "PLAINTEXT://%s:%d".formatted(HOST, port);
    properties.put("controller.quorum.voters", "1@" + controller);
    properties.put("listeners", "%s,CONTROLLER://%s".formatted(clients, controller));
    properties.put("advertised.listeners", clients);
    properties.put("log.dirs", logDir.toAbsolutePath().toString());
    return properties;
  }

  private static void format(Path dataDir, Properties properties) throws IOException {
    Path file = dataDir.resolve("kafka.properties");
    try (Writer out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    }
    String[] command = {
      "format",
      "--ignore-formatted",
      "--cluster-id",
      clusterId(dataDir),
      "--config",
      file.toString()
    };
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      if (StorageTool.execute(command, out) != 0) {
        throw new IOException("its log directory cannot be formatted: " + output);
      }
    } catch (RuntimeException e) {
      throw new IOException("its log directory cannot be formatted: " + e.getMessage(), e);
    }
  }

  // Stored beside the log, which cannot be opened with another id.
  private static String clusterId(Path dataDir) throws IOException {
    return AtomicFile.readOrCreate(
        dataDir.resolve("cluster-id"), () -> Uuid.randomUuid().toString());
  }
}
