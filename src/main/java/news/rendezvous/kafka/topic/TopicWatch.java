package news.rendezvous.kafka.topic;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.Backoff;
import news.rendezvous.kafka.client.BootstrapProbe;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.client.KafkaFailure;
import news.rendezvous.kafka.client.ShutdownSignal;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Periodic metadata check of the cluster, one for the whole process: whether Kafka answers, which
 * topics exist, under which topic id and with how many partitions. Missing topics of the service
 * are created, at the start and whenever one was deleted.
 *
 * <p>A consumer is no substitute: its metadata has no topic ids, so that a topic which was deleted
 * and created again looks like one that lost its records, and it does not report an unreachable
 * Kafka.
 */
@ApplicationScoped
public class TopicWatch implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TopicWatch.class);

  /** Time between two checks while a topic is missing or Kafka is unreachable. */
  private static final Duration SOON = Duration.ofMillis(300);

  private final KafkaAccess kafka;
  private final TopicAdmin admin;
  private final Map<String, NewTopic> wanted;
  private final Duration interval;
  private final BackgroundTask task;
  private final TopicHealth health = new TopicHealth();
  private final Set<String> names = ConcurrentHashMap.newKeySet();
  private final Set<String> known = new HashSet<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final ShutdownSignal closing = new ShutdownSignal();
  private final Thread thread = new Thread(this::run, "rendezvous-topics");
  private volatile Set<String> missing = Set.of();
  private volatile @Nullable String away = "not connected yet";
  private boolean awayLogged;
  private long awaySince = System.nanoTime();

  @Inject
  public TopicWatch(
      Topics topics, KafkaAccess kafka, BrokerConfig config, BackgroundTaskRegistry work) {
    this(topics.wanted(), kafka, config.topics().checkInterval(), work);
  }

  public TopicWatch(
      List<NewTopic> wanted, KafkaAccess kafka, Duration interval, BackgroundTaskRegistry work) {
    this.wanted = wanted.stream().collect(Collectors.toMap(NewTopic::name, Function.identity()));
    this.kafka = kafka;
    this.admin = new TopicAdmin(kafka);
    this.interval = interval;
    this.task = work.register("topics");
    names.addAll(this.wanted.keySet());
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Completes when Kafka has answered and all topics of the service exist. */
  public CompletionStage<Void> ready() {
    return ready.minimalCompletionStage();
  }

  public void watch(String topic) {
    names.add(topic);
  }

  /** A topic as of the last check; empty while it is missing or was never found. */
  public Optional<TopicLayout> find(String topic) {
    return health.find(topic);
  }

  /** The reason why Kafka counts as unreachable; empty while it responds. */
  public Optional<String> away() {
    return Optional.ofNullable(away);
  }

  /** The reason why a topic cannot be used; empty where none is known. */
  Optional<String> trouble(String topic) {
    return health.problem(topic);
  }

  /**
   * The exception with which a write to a topic would fail, without waiting for it: a producer
   * blocks for seconds before it reports one.
   */
  public Optional<KafkaException> refusal(String topic) {
    String reason = away;
    if (reason != null) {
      return Optional.of(new TimeoutException(reason));
    }
    return missing.contains(topic)
        ? trouble(topic).map(UnknownTopicOrPartitionException::new)
        : Optional.empty();
  }

  /**
   * Identifier of the current entries and items topics, by their ids (KIP-516); it changes once one
   * of them was created again, since entries that were sent before may be in neither of them. State
   * that is derived from a topic and kept elsewhere (seen entries, validators) is valid for one id.
   */
  public String generation(Topics topics) {
    return Stream.of(topics.entries(), topics.items())
        .map(name -> find(name).map(topic -> topic.id().toString()).orElse("none"))
        .collect(Collectors.joining("/"));
  }

  /**
   * High watermarks, see {@link TopicAdmin#ends}.
   *
   * @throws KafkaException where Kafka does not answer
   */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
    return admin.ends(partitions);
  }

  /** High watermarks of all partitions that a topic has now. */
  public Map<TopicPartition, Long> ends(String topic) {
    return admin.ends(admin.partitions(topic));
  }

  private void run() {
    try {
      Backoff backoff = new Backoff(SOON, interval);
      while (!closing.isSet()) {
        if (attempt()) {
          backoff.reset();
          closing.pause(interval);
        } else {
          closing.pause(backoff.pause());
        }
      }
    } catch (RuntimeException | Error e) { // a bug: nothing is checked any more
      task.died(e);
      throw e;
    } finally {
      admin.close();
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

  /** True if all topics can be used, so that the next check may wait for the whole interval. */
  private boolean check() throws ExecutionException, InterruptedException {
    Set<String> watched = Set.copyOf(names);
    TopicAdmin.Described described = admin.describe(watched);
    health.update(described);
    missing = without(watched, health.existing());
    reachable();
    Set<String> toCreate = without(wanted.keySet(), health.existing());
    if (toCreate.isEmpty()) {
      known.addAll(health.existing());
      report();
      ready.complete(null);
    } else {
      create(without(toCreate, described.denied()));
      report();
    }
    return missing.isEmpty() && !health.isAnyLeaderless();
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    return all.stream().filter(one -> !some.contains(one)).collect(Collectors.toSet());
  }

  private void report() {
    String problems = health.summary();
    if (problems.isEmpty()) {
      task.running();
    } else {
      task.failing(problems);
    }
  }

  private void create(Set<String> names) throws InterruptedException, ExecutionException {
    TopicAdmin.Created created = admin.create(names.stream().map(wanted::get).toList());
    created.failures().forEach(health::notCreated);
    created.topics().stream().filter(known::contains).forEach(TopicWatch::logRecreated);
  }

  private static void logRecreated(String topic) {
    LOG.warnf("Topic %s was deleted while the service ran; it was created again, empty", topic);
  }

  private void failed(Throwable failure) {
    KafkaFailure classified = KafkaFailure.of(failure);
    awaySince = away == null ? System.nanoTime() : awaySince;
    away = classified.words();
    if (classified.kind() == KafkaFailure.Kind.UNREACHABLE) {
      task.kafkaAway(classified.words());
      logAway();
    } else {
      task.failing(classified.words());
      admin.close(); // after a fatal error a client does not recover
    }
  }

  private void logAway() {
    if (!awayLogged) {
      awayLogged = true;
      LOG.warnf(
          "Kafka is not reachable at %s. The view is still served, everything else waits",
          BootstrapProbe.describe(kafka.bootstrapServers()));
    }
  }

  private void reachable() {
    away = null;
    if (awayLogged) {
      awayLogged = false;
      LOG.infof(
          "Kafka is reachable again, after %d s",
          TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - awaySince));
    }
  }

  @Override
  public void close() {
    closing.set();
    thread.interrupt();
    try {
      thread.join(TopicAdmin.TIMEOUT_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
