package news.rendezvous.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import news.rendezvous.bench.Child;
import news.rendezvous.bench.Installation;
import news.rendezvous.bench.KafkaCluster;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The packaged service, in one process or more, whose feeds grow all the time, and the oracle of
 * what must be in the items topic at the end.
 */
final class TestBed implements AutoCloseable {

  /** Generous, since the machine may be busy with other work. */
  static final Duration RECOVERY = Duration.ofMinutes(5);

  /** With the quick compiler alone, since processes start all the time. */
  private static final String[] JVM = {"-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

  private final Press press;
  private final List<Installation> replicas = new ArrayList<>();
  private final boolean brokerInside;
  private final @Nullable KafkaCluster cluster;
  private Child broker;
  private Witness witness;

  /**
   * Prepares the processes and starts none.
   *
   * @param brokerInside whether the broker is embedded in the one replica
   */
  TestBed(Press press, boolean brokerInside, int count) throws IOException {
    this.press = press;
    this.brokerInside = brokerInside;
    this.cluster = null;
    Installation first = new Installation(brokerInside);
    replicas.add(first);
    for (int n = 1; n < count; n++) {
      Installation other = new Installation(true);
      other.set("kafka.bootstrap.servers", first.kafka());
      replicas.add(other);
    }
    replicas.forEach(this::configure);
  }

  /**
   * Prepares replicas of a cluster, which is closed with them. They say in their User-Agent which
   * they are: {@code replica-0}, {@code replica-1} and so on.
   */
  TestBed(Press press, KafkaCluster cluster, int count) throws IOException {
    this.press = press;
    this.brokerInside = false;
    this.cluster = cluster;
    for (int n = 0; n < count; n++) {
      Installation replica = new Installation(true);
      replica.set("kafka.bootstrap.servers", cluster.bootstrapServers());
      replica.set("rendezvous.instance-id", "replica-" + n);
      replica.set("rendezvous.fetch.contact", "https://harbour.example/replica-" + n);
      // One public address, so that documents of all replicas can be the same.
      replica.set("rendezvous.public-url", "https://news.example");
      configure(replica);
      replicas.add(replica);
    }
  }

  private void configure(Installation replica) {
    IntStream.range(0, press.sources())
        .forEach(
            n -> {
              replica.set("rendezvous.sources.s" + n + ".url", press.url(n));
              replica.set("rendezvous.sources.s" + n + ".edition", Press.edition(n));
            });
    replica.set("rendezvous.poll.interval", "1s");
  }

  /** Starts everything, and waits for a first item in every edition. */
  void start(Findings findings) throws Exception {
    if (cluster != null) {
      cluster.start();
      launch(findings, replicas.size());
    } else {
      if (!brokerInside) {
        startBroker();
      }
      for (Installation replica : replicas) {
        replica.start(JVM);
      }
    }
    publish(findings);
  }

  /** Starts some replicas at the same time, beside a cluster that runs. */
  void launch(Findings findings, int count) throws Exception {
    List<Installation> some = replicas.subList(0, count);
    for (Installation replica : some) {
      launch(replica);
    }
    findings.within(RECOVERY, "%d replicas ready".formatted(count), () -> areReady(some));
  }

  /** Starts the feeds, and waits for a first item in every edition. */
  void publish(Findings findings) throws Exception {
    long begun = System.nanoTime();
    press.start();
    witness = new Witness(kafka());
    findings.within(RECOVERY, "a first item in every edition", () -> witness.sawAllSince(begun));
  }

  void startBroker() throws IOException {
    broker = first().startBroker();
  }

  /** Settings of a Kafka client. */
  Map<String, Object> kafka() {
    return cluster == null ? first().kafkaSettings() : cluster.settings();
  }

  Child broker() {
    return broker;
  }

  Press press() {
    return press;
  }

  Installation first() {
    return replicas.get(0);
  }

  List<Installation> replicas() {
    return replicas;
  }

  Witness witness() {
    return witness;
  }

  /** Starts a replica again, without waiting for it. */
  static void launch(Installation replica) throws IOException {
    replica.launch(JVM);
  }

  static boolean areReady(List<Installation> some) throws InterruptedException {
    for (Installation one : some) {
      if (!one.isReady()) {
        return false;
      }
    }
    return true;
  }

  /** Waits until all is ready and each edition has an item that is newer than this call. */
  void awaitRecovery(Findings findings) throws Exception {
    long begun = System.nanoTime();
    findings.within(RECOVERY, "new items in every edition", () -> witness.sawAllSince(begun));
    findings.within(RECOVERY, "ready", () -> areReady(replicas));
  }

  void awaitReady(Findings findings) throws Exception {
    findings.within(RECOVERY, "ready", () -> areReady(replicas));
  }

  void verify(Findings findings) throws Exception {
    verify(findings, record -> true);
  }

  /**
   * Stops the feeds and compares all that they told with the items topic, read_committed.
   *
   * @param ofFeeds the records that stories of the feeds led to
   */
  void verify(Findings findings, Predicate<ConsumerRecord<String, byte[]>> ofFeeds)
      throws Exception {
    List<Press.Story> told = press.stop();
    List<ConsumerRecord<String, byte[]>> records = List.of();
    List<String> broken = List.of("nothing read");
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (!broken.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(3_000); // what is late is no loss
      records = Witness.readAll(kafka()).stream().filter(ofFeeds).toList();
      broken = Promises.broken(records, told);
    }
    findings.require(
        "every story is one item, with its last text, all carriers, each revision once",
        broken.isEmpty(),
        "%d stories, %d records, %d broken".formatted(told.size(), records.size(), broken.size()));
    broken.stream().limit(10).forEach(line -> System.out.println("         " + line));
  }

  @Override
  public void close() throws IOException, InterruptedException {
    press.close();
    if (witness != null) {
      witness.close();
    }
    for (int n = replicas.size() - 1; n >= 0; n--) {
      replicas.get(n).close(); // the one with the broker last
    }
    if (cluster != null) {
      cluster.close();
    }
  }
}
