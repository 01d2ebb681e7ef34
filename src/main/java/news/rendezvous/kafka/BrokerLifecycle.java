package news.rendezvous.kafka;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.disk.DataDirectory;
import news.rendezvous.kafka.disk.DiskSpace;
import news.rendezvous.kafka.topic.TopicWatch;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lifecycle of the connection to Kafka. The embedded broker is started before all clients and
 * stopped after them. While an external one is not reachable the service starts, and waits for it.
 */
@ApplicationScoped
public class BrokerLifecycle {

  private static final Logger LOG = Logger.getLogger(BrokerLifecycle.class);

  private final BrokerConfig config;
  private final KafkaAccess kafka;
  private final TopicWatch topics;
  private final DiskSpace disk;
  private final BackgroundTaskRegistry work;
  private @Nullable EmbeddedBroker embedded;
  private @Nullable DataDirectory directory;

  @Inject
  BrokerLifecycle(
      BrokerConfig config,
      KafkaAccess kafka,
      TopicWatch topics,
      DiskSpace disk,
      BackgroundTaskRegistry work) {
    this.config = config;
    this.kafka = kafka;
    this.topics = topics;
    this.disk = disk;
    this.work = work;
  }

  // The first observer, since the messaging channels need the address.
  void start(@Observes @Priority(1) StartupEvent event) {
    boolean external =
        ConfigProvider.getConfig()
            .getOptionalValue(KafkaAccess.BOOTSTRAP_KEY, String.class)
            .isPresent();
    if (external) {
      kafka.tlsMismatch().ifPresent(BrokerLifecycle::refuse);
      claimDirectory();
    } else {
      startEmbedded();
    }
    topics.start();
    if (!external) {
      topics.ready().toCompletableFuture().join();
    }
  }

  private void startEmbedded() {
    DiskSpace.shortage(config.dataDir(), config.embeddedKafka().minFree().asLongValue())
        .ifPresent(BrokerLifecycle::refuse);
    try {
      EmbeddedBroker broker =
          EmbeddedBroker.of(
              EarlyBroker.take(config.dataDir(), config.embeddedKafka().port()),
              () -> disk.shortage().isEmpty(),
              work.register("embedded Kafka"));
      embedded = broker;
      disk.start();
      System.setProperty(KafkaAccess.BOOTSTRAP_KEY, broker.bootstrapServers());
      LOG.infof(
          "Embedded Kafka broker listens at %s, its log is in %s",
          broker.bootstrapServers(), config.dataDir().toAbsolutePath());
    } catch (IOException e) {
      // Without its cause, whose stack trace would be printed.
      throw new ConfigurationException(e.getMessage());
    }
  }

  private static void refuse(String reason) {
    throw new ConfigurationException(reason);
  }

  private void claimDirectory() {
    try {
      directory = DataDirectory.claim(config.dataDir());
    } catch (IOException e) {
      throw new ConfigurationException(e.getMessage());
    }
  }

  /** Completes when the broker has answered and all topics exist. */
  public CompletionStage<Void> ready() {
    return topics.ready();
  }

  public boolean isEmbedded() {
    return embedded != null;
  }

  // The last observer: at ShutdownEvent the clients are still connected.
  void stop(
      @Observes(notifyObserver = Reception.IF_EXISTS)
          @Priority(Integer.MAX_VALUE)
          @BeforeDestroyed(ApplicationScoped.class)
          Object event)
      throws IOException {
    topics.close();
    disk.stop();
    if (embedded != null) {
      System.clearProperty(KafkaAccess.BOOTSTRAP_KEY);
      embedded.close();
    }
    if (directory != null) {
      directory.close();
    }
  }
}
