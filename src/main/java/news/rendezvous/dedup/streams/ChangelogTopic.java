package news.rendezvous.dedup.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.streams.StageRun.StageFailure;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;

/**
 * Creates and extends the store's changelog topic. Kafka Streams would create it too, but refuses
 * one whose number of partitions differs from that of the entries topic, to which an operator may
 * add partitions at any time.
 */
public final class ChangelogTopic {

  /**
   * Settings of the topic, as overrides of Kafka Streams' own. Expired stories leave tombstones,
   * which compaction removes from closed segments only, and a start on a new disk reads all of it.
   */
  public static final Map<String, String> SETTINGS =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG,
          String.valueOf(64 << 20),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.3");

  private static final Logger LOG = Logger.getLogger(ChangelogTopic.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long POLL_MILLIS = 100;

  private final Admin admin;
  private final Topics topics;
  private final BrokerConfig.Layout layout;
  private final String applicationId;

  public ChangelogTopic(
      Admin admin, Topics topics, BrokerConfig.Layout layout, String applicationId) {
    this.admin = admin;
    this.topics = topics;
    this.layout = layout;
    this.applicationId = applicationId;
  }

  /**
   * The changelog as it was found or created.
   *
   * @param store layout of the store that it backs
   * @param partitions as many as the entries topic has
   * @param id topic id (KIP-516)
   * @param previous name of the changelog of the previous version, where there is one
   */
  public record Ensured(StoreLayout store, int partitions, String id, Optional<String> previous) {}

  /**
   * Makes sure that the changelog exists and has as many partitions as the entries topic. The
   * answer has all that the caller needs to know of it: the next request may reach a broker that
   * has not heard of a new topic yet.
   *
   * @throws StageFailure where that fails, with the remedy
   */
  public Ensured ensure() throws InterruptedException, ExecutionException {
    int entries = partitions(topics.entries());
    Set<String> names = admin.listTopics().names().get();
    StoreLayout store =
        existing(names, StoreLayout::partitionsOf)
            .or(() -> existing(names, StoreLayout::partitionsOfPrevious))
            .orElseGet(() -> new StoreLayout(entries));
    TopicDescription changelog = ensure(store.changelog(applicationId), entries);
    return new Ensured(
        store,
        changelog.partitions().size(),
        changelog.topicId().toString(),
        Optional.of(store.previousChangelog(applicationId)).filter(names::contains));
  }

  private TopicDescription ensure(String changelog, int entries)
      throws InterruptedException, ExecutionException {
    Optional<TopicDescription> found = describe(changelog);
    if (found.isEmpty()) {
      create(changelog, entries);
      return await(changelog, entries);
    }
    int partitions = found.get().partitions().size();
    if (partitions < entries) {
      grow(changelog, partitions, entries);
      return await(changelog, entries);
    }
    if (partitions > entries) {
      grow(topics.entries(), entries, partitions);
      var unused = await(topics.entries(), partitions);
    }
    return found.get();
  }

  // Two replicas may have created one each at the same moment: all choose the same.
  private Optional<StoreLayout> existing(
      Set<String> names, BiFunction<String, String, OptionalInt> partitions) {
    OptionalInt least =
        names.stream()
            .map(name -> partitions.apply(name, applicationId))
            .flatMapToInt(OptionalInt::stream)
            .min();
    return least.isPresent() ? Optional.of(new StoreLayout(least.getAsInt())) : Optional.empty();
  }

  private void create(String changelog, int partitions)
      throws InterruptedException, ExecutionException {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    Optional<Short> copies =
        layout.replicationFactor().isPresent()
            ? Optional.of((short) layout.replicationFactor().getAsInt())
            : Optional.empty();
    NewTopic topic = new NewTopic(changelog, Optional.of(partitions), copies).configs(settings);
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) { // created by another replica
        throw e;
      }
    }
  }

  private void grow(String topic, int from, int to)
      throws InterruptedException, ExecutionException {
    try {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(to))).all().get();
      LOG.warnf(
          "Topic %s had %d partitions, now it has %d: entries topic and changelog must have as"
              + " many",
          topic, from, to);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof InvalidPartitionsException)) { // by another replica
        throw new StageFailure(
            "topic %s has %d partitions and needs %d (%s): kafka-topics.sh --alter --topic %s --partitions %d"
                .formatted(topic, from, to, e.getCause(), topic, to),
            e);
      }
    }
  }

  private TopicDescription await(String topic, int partitions)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      Optional<TopicDescription> found = describe(topic);
      if (found.isPresent() && found.get().partitions().size() == partitions) {
        return found.get();
      }
      if (System.nanoTime() > deadline) {
        throw new StageFailure(
            "topic %s has %d partitions in place of %d"
                .formatted(topic, found.map(one -> one.partitions().size()).orElse(0), partitions));
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private int partitions(String topic) throws InterruptedException, ExecutionException {
    return describe(topic).map(found -> found.partitions().size()).orElse(0);
  }

  private Optional<TopicDescription> describe(String topic)
      throws InterruptedException, ExecutionException {
    KafkaFuture<TopicDescription> found =
        Objects.requireNonNull(admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    try {
      return Optional.of(found.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
