package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the topics that do not exist, as soon as the broker can be reached, and those that are
 * deleted later, for as long as the service lives. Each look goes to {@link TopicIds}.
 *
 * <p>A topic that is missing later is made again only after {@link #PATIENCE} looks: until then
 * every replica has seen that it is gone, and none takes the new one for the old.
 */
@ApplicationScoped
class TopicCreation implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TopicCreation.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration SHORT_PAUSE = Duration.ofMillis(100);

  /** Looks in a row at which a topic must be missing. */
  private static final int PATIENCE = 4;

  private final Topics topics;
  private final TopicIds ids;
  private final KafkaAccess kafka;
  private final BackgroundTask task;
  private final Map<String, Integer> missing = new HashMap<>();
  private final Set<Uuid> checked = new HashSet<>();
  private @Nullable Admin admin;
  private @Nullable CompletableFuture<Void> ready;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "rendezvous-topics");
            thread.setDaemon(true);
            return thread;
          });

  @Inject
  TopicCreation(Topics topics, TopicIds ids, KafkaAccess kafka, BackgroundWork work) {
    this.topics = topics;
    this.ids = ids;
    this.kafka = kafka;
    this.task = work.register("topics");
  }

  /** Tries until all topics exist, then completes the future, and goes on looking. */
  void create(CompletableFuture<Void> done) {
    ready = done;
    executor.execute(this::look);
  }

  private void look() {
    Duration pause = PAUSE;
    try {
      pause = lookAt(connected());
    } catch (InterruptedException e) {
      return; // closing
    } catch (ExecutionException | KafkaException e) {
      failed(e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e);
    } catch (RuntimeException e) {
      LOG.error("Looking after the topics failed, it is tried again", e);
      failed(e);
    }
    executor.schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void failed(Throwable failure) {
    task.failing(failure);
    disconnect();
  }

  private Duration lookAt(Admin kafkaAdmin) throws InterruptedException, ExecutionException {
    Map<String, TopicDescription> found = describe(kafkaAdmin);
    String cluster = kafkaAdmin.describeCluster().clusterId().get();
    ids.set(snapshot(cluster, found));
    List<NewTopic> absent =
        topics.wanted().stream().filter(topic -> !found.containsKey(topic.name())).toList();
    if (absent.isEmpty()) {
      missing.clear();
      checkSettings(kafkaAdmin, found);
      task.running();
      complete();
      return PAUSE;
    }
    return make(kafkaAdmin, absent);
  }

  private void complete() {
    CompletableFuture<Void> waiting = ready;
    if (waiting != null) {
      waiting.complete(null);
      ready = null;
    }
  }

  private static TopicIds.Snapshot snapshot(String cluster, Map<String, TopicDescription> found) {
    Map<String, TopicIds.Topic> byName = new HashMap<>();
    found.forEach(
        (name, topic) ->
            byName.put(name, new TopicIds.Topic(topic.topicId(), topic.partitions().size())));
    return new TopicIds.Snapshot(cluster, byName);
  }

  private Map<String, TopicDescription> describe(Admin kafkaAdmin)
      throws InterruptedException, ExecutionException {
    List<String> names =
        Stream.concat(topics.wanted().stream().map(NewTopic::name), ids.watched().stream())
            .toList();
    Map<String, TopicDescription> found = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        kafkaAdmin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        found.put(topic.getKey(), topic.getValue().get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  // At the start at once: nobody has read them yet.
  private Duration make(Admin kafkaAdmin, List<NewTopic> absent)
      throws InterruptedException, ExecutionException {
    boolean atStart = ready != null;
    missing.keySet().retainAll(absent.stream().map(NewTopic::name).toList());
    absent.forEach(topic -> missing.merge(topic.name(), 1, Integer::sum));
    List<NewTopic> due =
        absent.stream()
            .filter(topic -> atStart || missing.getOrDefault(topic.name(), 0) >= PATIENCE)
            .toList();
    if (!atStart) {
      task.failing(
          "topic %s was deleted, it is made again"
              .formatted(String.join(", ", missing.keySet().stream().sorted().toList())));
    }
    for (NewTopic topic : due) {
      make(kafkaAdmin, topic);
    }
    return due.isEmpty() ? PAUSE : SHORT_PAUSE;
  }

  private void make(Admin kafkaAdmin, NewTopic topic)
      throws InterruptedException, ExecutionException {
    try {
      kafkaAdmin.createTopics(List.of(topic)).all().get();
      if (ready == null) {
        LOG.warnf("Topic %s was deleted and has been made again", topic.name());
      }
    } catch (ExecutionException e) {
      // Another replica was quicker, which is as good; or this broker has not heard of it yet.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void checkSettings(Admin kafkaAdmin, Map<String, TopicDescription> found)
      throws InterruptedException, ExecutionException {
    List<NewTopic> unchecked =
        topics.wanted().stream().filter(topic -> isUnchecked(found.get(topic.name()))).toList();
    if (unchecked.isEmpty()) {
      return;
    }
    try {
      for (NewTopic topic : unchecked) {
        check(topic, found.get(topic.name()), settings(kafkaAdmin, topic.name()));
      }
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw e;
      }
      LOG.infof(
          "Settings of topics are not checked: grant DescribeConfigs on topics %s*",
          topics.named(""));
      found.values().forEach(topic -> checked.add(topic.topicId()));
    }
  }

  private boolean isUnchecked(@Nullable TopicDescription topic) {
    return topic != null && !checked.contains(topic.topicId());
  }

  private void check(NewTopic wanted, @Nullable TopicDescription topic, Config actual) {
    if (topic == null) {
      return;
    }
    new TopicSettings(bootstrapServers())
        .warnings(wanted, topic.partitions().size(), key -> actual.get(key).value())
        .forEach(LOG::warn);
    checked.add(topic.topicId());
  }

  private static Config settings(Admin kafkaAdmin, String topic)
      throws InterruptedException, ExecutionException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return kafkaAdmin.describeConfigs(List.of(resource)).values().get(resource).get();
  }

  private String bootstrapServers() {
    return String.valueOf(kafka.settings().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
  }

  private Admin connected() {
    Admin connected = admin;
    if (connected == null) {
      connected = Admin.create(kafka.properties());
      admin = connected;
    }
    return connected;
  }

  // A client that has failed may hold on to what is no more: brokers, addresses, credentials.
  private void disconnect() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (executor.awaitTermination(2, TimeUnit.SECONDS)) {
        disconnect();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
