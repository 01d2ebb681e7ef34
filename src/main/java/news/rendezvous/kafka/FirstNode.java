package news.rendezvous.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import news.rendezvous.kafka.disk.AtomicFile;
import news.rendezvous.kafka.disk.DataDirectory;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * First node of the embedded broker, with the data directory that it claimed and formatted.
 *
 * @param ended gets a permit when the node has ended by itself
 */
record FirstNode(
    KafkaNode node, DataDirectory directory, Properties properties, int port, Semaphore ended) {

  /**
   * Starts the node, formatting its directory the first time.
   *
   * @param port on 127.0.0.1; 0 takes a free one
   * @throws IOException where the directory cannot be written or is in use, or the port is taken
   */
  static FirstNode start(Path dataDir, int port) throws IOException {
    DataDirectory directory = DataDirectory.claim(dataDir);
    try {
      int own = EmbeddedPort.free(port);
      Properties properties = properties(dataDir.resolve("kafka"), own, EmbeddedPort.free(0));
      format(dataDir, properties);
      Semaphore ended = new Semaphore(0);
      KafkaNode node = KafkaNode.start(properties, ended::release);
      return new FirstNode(node, directory, properties, own, ended);
    } catch (IOException | RuntimeException | Error e) {
      directory.close();
      throw e;
    }
  }

  private static Properties properties(Path logDir, int port, int controllerPort)
      throws IOException {
    Properties properties = new Properties();
    try (InputStream settings = FirstNode.class.getResourceAsStream("/embedded-kafka.properties")) {
      properties.load(settings);
    }
    String controller = "%s:%d".formatted(EmbeddedPort.HOST, controllerPort);
    String clients = "PLAINTEXT://%s:%d".formatted(EmbeddedPort.HOST, port);
    properties.put("controller.quorum.voters", "1@" + controller);
    properties.put("listeners", "%s,CONTROLLER://%s".formatted(clients, controller));
    properties.put("advertised.listeners", clients);
    properties.put("log.dirs", logDir.toAbsolutePath().toString());
    return properties;
  }

  // As kafka-storage.sh does, without its parser of command lines.
  private static void format(Path dataDir, Properties properties) throws IOException {
    String logDir = properties.getProperty("log.dirs");
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(out)
          .setClusterId(clusterId(dataDir))
          .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
          .setControllerListenerName(properties.getProperty("controller.listener.names"))
          .setMetadataLogDirectory(logDir)
          .addDirectory(logDir)
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) { // as it declares
      throw new IOException(
          "its log directory cannot be formatted: %s %s".formatted(e.getMessage(), output).strip(),
          e);
    }
  }

  // Stored beside the log, which cannot be opened with another id.
  private static String clusterId(Path dataDir) throws IOException {
    return AtomicFile.readOrCreate(
        dataDir.resolve("cluster-id"), () -> Uuid.randomUuid().toString());
  }
}
