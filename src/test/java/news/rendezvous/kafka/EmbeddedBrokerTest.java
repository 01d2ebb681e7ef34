package news.rendezvous.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.disk.DataDirectory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

  private static final Duration WAIT = Duration.ofSeconds(60);

  @TempDir Path dir;
  private final BackgroundTask task =
      new BackgroundTaskRegistry(InstantSource.system(), new SimpleMeterRegistry())
          .register("embedded Kafka");

  @Test
  void keepsItsTopicsOverARestart() throws Exception {
    Path data = dir.resolve("not/yet/there");
    try (EmbeddedBroker broker = start(data, () -> true);
        Admin admin = admin(broker)) {
      assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
      admin
          .createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
          .all()
          .get();
    }

    try (EmbeddedBroker broker = start(data, () -> true);
        Admin admin = admin(broker)) {
      assertThat(admin.listTopics().names().get()).containsExactly("kept");
    }
  }

  @Test
  void takesTheNodeThatWasBegunBesideTheStartOfTheFrameworks() throws Exception {
    EarlyBroker.begin(dir.resolve("early"), 0, 0);

    try (EmbeddedBroker broker =
            EmbeddedBroker.of(EarlyBroker.take(dir.resolve("not"), 0), () -> true, task);
        Admin admin = admin(broker)) {
      assertThat(admin.describeCluster().nodes().get()).hasSize(1);
      assertThat(dir.resolve("early/kafka")).isDirectory();
      assertThat(dir.resolve("not")).doesNotExist();
    }
  }

  @Test
  void reportsTheFailureOfAnEarlyStartWhenItIsTaken() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "not a directory");
    EarlyBroker.begin(file.resolve("data"), 0, 0);

    assertThatThrownBy(() -> EarlyBroker.take(dir, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void restartsAfterItEndedByItselfWhenThereIsSpace() throws Exception {
    // As Kafka does where its log cannot be written; it must not end this process.
    restartsAfter(() -> assertThatThrownBy(() -> Exit.halt(1)).isInstanceOf(Error.class));
  }

  /** A page of an index without a block on the disk: after it Kafka would reuse offsets. */
  @Test
  void endsWhereAPageOfAnIndexCannotBeWritten() throws Exception {
    restartsAfter(
        () ->
            Logger.getLogger("kafka.server.ReplicaManager")
                .log(
                    Level.SEVERE,
                    "Error processing append operation on partition kept-0",
                    new InternalError("a fault occurred in an unsafe memory access operation")));
  }

  private void restartsAfter(Runnable failure) throws Exception {
    AtomicBoolean room = new AtomicBoolean();
    try (EmbeddedBroker broker = start(dir, room::get);
        Admin admin = admin(broker)) {
      admin
          .createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
          .all()
          .get();

      failure.run();

      await().atMost(WAIT).until(() -> !listens(broker));
      assertThat(task.status().isReady()).isFalse();
      assertThat(task.status().cause()).contains("could not write its log");
      room.set(true);
      await().atMost(WAIT).until(() -> task.status().isReady());
      assertThat(listens(broker)).isTrue();
      assertThat(admin.listTopics().names().get()).containsExactly("kept");
    }
  }

  private static boolean listens(EmbeddedBroker broker) {
    String port = broker.bootstrapServers().split(":")[1];
    try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port))) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void reportsAPortInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> FirstNode.start(dir, other.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot listen on port %d of 127.0.0.1", other.getLocalPort())
          .hasMessageContaining("RENDEZVOUS_EMBEDDED_KAFKA_PORT");
    }
  }

  @Test
  void reportsADirectoryInUse() throws IOException {
    try (EmbeddedBroker broker = start(dir, () -> true)) {
      assertThat(broker.bootstrapServers()).isNotEmpty();
      assertThatThrownBy(() -> FirstNode.start(dir, 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is in use by another process")
          .hasMessageContaining("RENDEZVOUS_DATA_DIR");
    }
  }

  @Test
  void reportsADirectoryThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "not a directory");

    assertThatThrownBy(() -> FirstNode.start(file.resolve("data"), 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void createsItsDirectoryForItsOwnerAlone() throws IOException {
    Path data = dir.resolve("new/data");

    DataDirectory.claim(data).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  private EmbeddedBroker start(Path data, BooleanSupplier hasSpace) throws IOException {
    return EmbeddedBroker.of(FirstNode.start(data, 0), hasSpace, task);
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }
}
