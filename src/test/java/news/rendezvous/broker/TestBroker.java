package news.rendezvous.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** An embedded broker with the topics of the service, for tests that run without it. */
public final class TestBroker implements AutoCloseable {

  private final EmbeddedBroker broker;

  private TestBroker(EmbeddedBroker broker) {
    this.broker = broker;
  }

  public static TestBroker start(Path dir, Topics topics)
      throws IOException, InterruptedException, ExecutionException {
    TestBroker started = new TestBroker(EmbeddedBroker.start(dir, 0));
    try (Admin admin = Admin.create(started.kafka().properties())) {
      admin.createTopics(topics.wanted()).all().get();
    }
    return started;
  }

  public KafkaAccess kafka() {
    return at(broker.bootstrapServers());
  }

  /** Settings of clients that look for a broker at an address. */
  public static KafkaAccess at(String bootstrapServers) {
    return new KafkaAccess(Map.of("bootstrap.servers", bootstrapServers));
  }

  @Override
  public void close() throws IOException {
    broker.close();
  }
}
