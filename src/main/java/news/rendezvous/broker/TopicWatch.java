package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Periodic metadata check of the cluster, one for the whole process: whether Kafka answers, which
 * topics exist, under which topic id and with how many partitions. Topics of the service that are
 * missing are made, at the start and whenever one was deleted.
 *
 * <p>A consumer alone would not do: its metadata has no topic ids, so that a topic which was
 * deleted and made again looks like one that lost its records, and it does not say that Kafka is
 * away.
 */
@ApplicationScoped
public class TopicWatch implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TopicWatch.class);

  /** Time between two checks while a topic is missing or Kafka is away. */
  private static final Duration SOON = Duration.ofMillis(300);

  /** Rights on every topic of the service, by the names that operators know. */
  private static final Map<AclOperation, String> NEEDED =
      Map.of(AclOperation.READ, "Read", AclOperation.WRITE, "Write");

  /** Milliseconds after which one question counts as unanswered. */
  private static final int ANSWER_MS = 6_000;

  /**
   * A topic as the cluster has it.
   *
   * @param id another one after the topic was made again
   * @param partitions at least 1; only ever grows while the id stays
   * @param leaderless partitions that no broker leads at the moment
   */
  public record Layout(Uuid id, int partitions, Set<Integer> leaderless) {}

  private final KafkaAccess kafka;
  private final Map<String, NewTopic> wanted;
  private final Duration interval;
  private final BackgroundTask task;
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final Set<String> known = new HashSet<>();
  private final Set<String> denied = new HashSet<>();
  private final Map<String, String> troubles = new ConcurrentHashMap<>();
  private final Map<String, String> rights = new HashMap<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "rendezvous-topics");
  private volatile Map<String, Layout> layouts = Map.of();
  private volatile Set<String> missing = Set.of();
  private volatile @Nullable String away = "not connected yet";
  private volatile @Nullable Admin admin;
  private Set<String> leaderless = Set.of();
  private boolean awaySaid;
  private long awaySince = System.nanoTime();

  @Inject
  TopicWatch(Topics topics, KafkaAccess kafka, BrokerConfig config, BackgroundWork work) {
    this(topics.wanted(), kafka, config.topics().checkInterval(), work);
  }

  TopicWatch(List<NewTopic> wanted, KafkaAccess kafka, Duration interval, BackgroundWork work) {
    this.wanted = wanted.stream().collect(Collectors.toMap(NewTopic::name, Function.identity()));
    this.kafka = kafka;
    this.interval = interval;
    this.task = work.register("topics");
    names.addAll(this.wanted.keySet());
    thread.setDaemon(true);
  }

  /** Begins to check. */
  void start() {
    thread.start();
  }

  /** Completes when Kafka has answered and all topics of the service exist. */
  CompletionStage<Void> ready() {
    return ready.minimalCompletionStage();
  }

  /** Includes a topic in the checks. */
  void watch(String topic) {
    names.add(topic);
  }

  /** A topic as it was at the last check; empty while it is missing or was never seen. */
  Optional<Layout> find(String topic) {
    return Optional.ofNullable(layouts.get(topic));
  }

  /** Why Kafka counts as away; empty while it answers. */
  public Optional<String> away() {
    return Optional.ofNullable(away);
  }

  /** Why a topic cannot be used, in words; empty where nothing is known against it. */
  Optional<String> trouble(String topic) {
    Layout layout = layouts.get(topic);
    if (layout == null) {
      return Optional.of(
          troubles.getOrDefault(topic, "the topic %s does not exist".formatted(topic)));
    }
    return layout.leaderless().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no broker leads partitions %s of %s: start the brokers that hold them"
                .formatted(layout.leaderless(), topic));
  }

  /**
   * The exception with which a write to a topic would end, without waiting for it: a producer
   * blocks for seconds to find out.
   */
  Optional<KafkaException> refusal(String topic) {
    String reason = away;
    if (reason != null) {
      return Optional.of(new TimeoutException(reason));
    }
    return missing.contains(topic)
        ? trouble(topic).map(UnknownTopicOrPartitionException::new)
        : Optional.empty();
  }

  /**
   * High watermarks, open transactions included: what a reader must have passed to have seen all
   * that stands there now. The last stable offset would end before a dead writer's open transaction
   * and miss what sits behind it.
   *
   * @throws KafkaException where Kafka does not say
   */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Long> ends = new HashMap<>();
    try {
      client()
          .listOffsets(latest, options)
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (ExecutionException e) {
      throw new TimeoutException("the end of " + partitions + " is not known", e);
    }
  }

  private void run() {
    try {
      Backoff backoff = new Backoff(SOON, interval);
      while (!closed()) {
        if (attempt()) {
          backoff.reset();
          pause(interval);
        } else {
          pause(backoff.pause());
        }
      }
    } catch (RuntimeException | Error e) { // an error of the program: nothing is checked any more
      task.died(e);
      throw e;
    } finally {
      closeClient();
    }
  }

  private boolean attempt() {
    try {
      return check();
    } catch (ExecutionException | KafkaException e) {
      failed(e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing
      return true;
    }
  }

  /** Whether all is there, so that the next check may take its time. */
  private boolean check() throws ExecutionException, InterruptedException {
    Set<String> asked = Set.copyOf(names);
    Map<String, Layout> found = describe(asked);
    layouts = Map.copyOf(found);
    missing = without(asked, found.keySet());
    reachable();
    Set<String> lacking = without(wanted.keySet(), found.keySet());
    if (lacking.isEmpty()) {
      known.addAll(found.keySet());
      report();
      ready.complete(null);
    } else {
      create(without(lacking, denied));
      report();
    }
    return missing.isEmpty()
        && found.values().stream().allMatch(layout -> layout.leaderless().isEmpty());
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    return all.stream().filter(one -> !some.contains(one)).collect(Collectors.toSet());
  }

  // A partition that was made a moment ago has no leader yet: that is said at the second sight.
  private void report() {
    Set<String> headless =
        layouts.entrySet().stream()
            .filter(topic -> !topic.getValue().leaderless().isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    String why =
        Stream.concat(
                Stream.concat(troubles.values().stream(), lackingRights()),
                headless.stream().filter(leaderless::contains).flatMap(t -> trouble(t).stream()))
            .sorted()
            .collect(Collectors.joining("; "));
    leaderless = headless;
    if (why.isEmpty()) {
      task.running();
    } else {
      task.failing(why);
    }
  }

  private Map<String, Layout> describe(Set<String> asked)
      throws ExecutionException, InterruptedException {
    Map<String, Layout> found = new HashMap<>();
    denied.clear();
    rights.clear();
    DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, KafkaFuture<TopicDescription>> answers =
        client().describeTopics(asked, options).topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
      try {
        TopicDescription topic = answer.getValue().get();
        found.put(answer.getKey(), layout(topic));
        troubles.remove(answer.getKey());
        lacking(topic).ifPresent(right -> rights.put(topic.name(), right));
      } catch (ExecutionException e) {
        notDescribed(answer.getKey(), e);
      }
    }
    return found;
  }

  private void notDescribed(String topic, ExecutionException e) throws ExecutionException {
    if (e.getCause() instanceof TopicAuthorizationException) {
      denied.add(topic);
      troubles.put(topic, grant("Describe", topic));
    } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
      throw e;
    }
  }

  /**
   * The rights on a topic that are missing (KIP-430): without this, that to write would be missed
   * at the first write only, maybe days later. Empty where Kafka does not say.
   */
  static Optional<String> lacking(TopicDescription topic) {
    Set<AclOperation> allowed = topic.authorizedOperations();
    if (allowed == null) {
      return Optional.empty();
    }
    String lacking =
        NEEDED.entrySet().stream()
            .filter(right -> !allowed.contains(right.getKey()))
            .map(Map.Entry::getValue)
            .sorted()
            .collect(Collectors.joining(" and "));
    return lacking.isEmpty() ? Optional.empty() : Optional.of(lacking);
  }

  private Stream<String> lackingRights() {
    return rights.values().stream()
        .distinct()
        .map(
            right ->
                grant(
                    right,
                    rights.keySet().stream()
                        .filter(topic -> right.equals(rights.get(topic)))
                        .sorted()
                        .collect(Collectors.joining(", "))));
  }

  private static String grant(String right, String topic) {
    return "a right is missing in Kafka: grant %s on topic %s".formatted(right, topic);
  }

  private static Layout layout(TopicDescription topic) {
    Set<Integer> leaderless =
        topic.partitions().stream()
            .filter(partition -> isNobody(partition.leader()))
            .map(TopicPartitionInfo::partition)
            .collect(Collectors.toUnmodifiableSet());
    return new Layout(topic.topicId(), topic.partitions().size(), leaderless);
  }

  private static boolean isNobody(@Nullable Node leader) {
    return leader == null || leader.isEmpty();
  }

  private void create(Set<String> missing) throws InterruptedException, ExecutionException {
    List<NewTopic> topics = missing.stream().map(wanted::get).toList();
    Map<String, KafkaFuture<Void>> results = client().createTopics(topics).values();
    for (Map.Entry<String, KafkaFuture<Void>> result : results.entrySet()) {
      create(result.getKey(), result.getValue());
    }
  }

  private void create(String topic, KafkaFuture<Void> result)
      throws InterruptedException, ExecutionException {
    try {
      result.get();
      if (known.contains(topic)) {
        LOG.warnf("Topic %s was deleted while the service ran; it was made again, empty", topic);
      }
    } catch (ExecutionException e) {
      // Another replica was quicker, or its deletion is still under way.
      if (!(e.getCause() instanceof TopicExistsException)) {
        refused(topic, e);
      }
    }
  }

  private void refused(String topic, ExecutionException e) throws ExecutionException {
    KafkaFailure failure = KafkaFailure.of(e);
    if (failure.kind() == KafkaFailure.Kind.UNREACHABLE) {
      throw e;
    }
    troubles.put(
        topic,
        failure.kind() == KafkaFailure.Kind.AUTHORIZATION
            ? "the topic %s does not exist and a right is missing to make it: grant Create on it, or make it by hand"
                .formatted(topic)
            : "the topic %s does not exist and cannot be made (%s): make it by hand"
                .formatted(topic, failure.words()));
  }

  private void failed(Throwable failure) {
    KafkaFailure classified = KafkaFailure.of(failure);
    awaySince = away == null ? System.nanoTime() : awaySince;
    away = classified.words();
    if (classified.kind() == KafkaFailure.Kind.UNREACHABLE) {
      task.kafkaAway(classified.words());
      sayAway();
    } else {
      task.failing(classified.words());
      closeClient(); // some errors are final for a client
    }
  }

  private void sayAway() {
    if (!awaySaid) {
      awaySaid = true;
      LOG.warnf(
          "Kafka is not reachable at %s. What is held is served, everything else waits for it",
          BootstrapProbe.describe(kafka.bootstrapServers()));
    }
  }

  private void reachable() {
    away = null;
    if (awaySaid) {
      awaySaid = false;
      LOG.infof(
          "Kafka is reachable again, after %d s",
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - awaySince));
    }
  }

  private synchronized Admin client() {
    Admin opened = admin;
    if (opened == null) {
      opened = Admin.create(settings());
      admin = opened;
    }
    return opened;
  }

  // Time-outs of single calls do not hold for what those ask before, such as for the nodes.
  private Map<String, Object> settings() {
    int patience = Math.max(ANSWER_MS, kafka.requestTimeoutMs());
    return kafka.settings(Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience));
  }

  private synchronized void closeClient() {
    Admin opened = admin;
    admin = null;
    if (opened != null) {
      opened.close(Duration.ZERO);
    }
  }

  private boolean closed() {
    return closing.getCount() == 0;
  }

  private void pause(Duration time) {
    try {
      if (closing.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("The topics are not checked any more");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    try {
      thread.join(ANSWER_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
