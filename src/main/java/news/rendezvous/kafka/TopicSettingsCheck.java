package news.rendezvous.kafka;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ExecutionException;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.client.KafkaFailure;
import news.rendezvous.kafka.topic.TopicSettings;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.jboss.logging.Logger;

/** Warns at the start about existing topics whose settings lose records. */
@ApplicationScoped
class TopicSettingsCheck {

  private static final Logger LOG = Logger.getLogger(TopicSettingsCheck.class);

  private final Broker broker;
  private final Topics topics;
  private final KafkaAccess kafka;

  @Inject
  TopicSettingsCheck(Broker broker, Topics topics, KafkaAccess kafka) {
    this.broker = broker;
    this.topics = topics;
    this.kafka = kafka;
  }

  void start(@Observes StartupEvent event) {
    if (!broker.isEmbedded()) { // whose topics the service has created
      broker.ready().thenRunAsync(this::check);
    }
  }

  private void check() {
    try (Admin admin = Admin.create(kafka.properties())) {
      check(admin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | KafkaException e) {
      LOG.warnf(
          "The settings of topics cannot be checked: %s",
          KafkaFailure.of(e, "DescribeConfigs").words());
    } catch (RuntimeException e) {
      LOG.error("The settings of topics cannot be checked", e);
    }
  }

  private void check(Admin admin) throws InterruptedException, ExecutionException {
    TopicSettings settings = new TopicSettings(String.join(",", kafka.bootstrapServers()));
    for (NewTopic wanted : topics.wanted()) {
      String name = wanted.name();
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      TopicDescription found = admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
      if (config != null && found != null) {
        settings
            .warnings(wanted, found.partitions().size(), key -> config.get(key).value())
            .forEach(LOG::warn);
      }
    }
  }
}
