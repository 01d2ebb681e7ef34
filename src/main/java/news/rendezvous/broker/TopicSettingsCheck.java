package news.rendezvous.broker;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.jboss.logging.Logger;

/** Warns at the start of topics that somebody else made with settings that lose stories. */
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
    if (!broker.isEmbedded()) { // whose topics are our own
      broker.ready().thenRunAsync(this::check);
    }
  }

  private void check() {
    try (Admin admin = Admin.create(kafka.properties())) {
      check(admin);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | KafkaException e) {
      LOG.warnf("The settings of topics cannot be checked: %s", KafkaFailure.of(e).words());
    } catch (RuntimeException e) {
      LOG.error("The settings of topics cannot be checked", e);
    }
  }

  private void check(Admin admin) throws InterruptedException, ExecutionException {
    TopicSettings settings = new TopicSettings(String.join(",", kafka.bootstrapServers()));
    Map<String, NewTopic> wanted =
        topics.wanted().stream().collect(Collectors.toMap(NewTopic::name, topic -> topic));
    List<ConfigResource> resources =
        wanted.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, TopicDescription> found =
        admin.describeTopics(wanted.keySet()).allTopicNames().get();
    Map<ConfigResource, Config> configs = admin.describeConfigs(resources).all().get();
    configs.forEach(
        (resource, config) ->
            settings
                .warnings(
                    wanted.get(resource.name()),
                    found.get(resource.name()).partitions().size(),
                    key -> config.get(key).value())
                .forEach(LOG::warn));
  }
}
