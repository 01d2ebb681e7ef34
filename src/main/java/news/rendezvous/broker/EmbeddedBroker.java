package news.rendezvous.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A single Kafka node inside this process, broker and controller in one (KRaft), its log below the
 * data directory. It listens on 127.0.0.1 alone.
 */
final class EmbeddedBroker implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final DataDirectory directory;
  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(DataDirectory directory, KafkaRaftServer server, String bootstrapServers) {
    this.directory = directory;
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Starts the broker, formatting its directory the first time.
   *
   * @param dataDir made where it does not exist
   * @param port on 127.0.0.1; 0 takes a free one
   * @throws IOException that says what stands in the way: the directory cannot be written or is in
   *     use, or the port is taken
   */
  static EmbeddedBroker start(Path dataDir, int port) throws IOException {
    DataDirectory directory = DataDirectory.claim(dataDir);
    try {
      int own = freePort(port);
      Properties properties = NodeSettings.of(dataDir.resolve("kafka"), own, freePort(0));
      format(dataDir, properties);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(directory, server, HOST + ":" + own);
    } catch (IOException | RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** Stops the broker and waits until its log is closed. */
  @Override
  public void close() throws IOException {
    server.shutdown();
    server.awaitShutdown();
    directory.close();
  }

  private static int freePort(int wanted) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      // As Kafka itself binds: a port in TIME_WAIT after a kill -9 is free.
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

  private static void format(Path dataDir, Properties properties) throws IOException {
    Path file = dataDir.resolve("kafka.properties");
    String text =
        properties.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + escape(entry.getValue().toString()))
            .sorted()
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(file, text);
    String[] command = {
      "format",
      "--ignore-formatted",
      "--cluster-id",
      clusterId(dataDir),
      "--config",
      file.toString()
    };
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      if (StorageTool.execute(command, out) != 0) {
        throw new IOException("its log directory cannot be formatted: " + said);
      }
    } catch (RuntimeException e) {
      throw new IOException("its log directory cannot be formatted: " + e.getMessage(), e);
    }
  }

  // Kept beside the log, which refuses to be opened under another id.
  private static String clusterId(Path dataDir) throws IOException {
    Path file = dataDir.resolve("cluster-id");
    if (!Files.exists(file)) {
      Path draft = Files.writeString(dataDir.resolve("cluster-id.new"), Uuid.randomUuid() + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }

  // Properties files take a backslash as an escape.
  private static String escape(String value) {
    return value.replace("\\", "\\\\");
  }
}
