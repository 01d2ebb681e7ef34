package news.rendezvous.dedup;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.bench.Invented;
import news.rendezvous.item.Json;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.CloseOptions;
import org.apache.kafka.streams.LagInfo;

/**
 * Time from the start of a replica, or from the end of another, until a new story is decided in
 * every partition. The broker is in the same process.
 *
 * <p>Argument: number of stored stories.
 */
public final class ReplicaBench implements AutoCloseable {

  private static final int PARTITIONS = 4;

  private final Path dir = Files.createTempDirectory("rendezvous-replica");
  private final Topics topics = TestTopics.named("bench");
  private final TestBroker broker = TestBroker.start(dir.resolve("broker"), topics);
  private final KafkaConsumer<byte[], byte[]> items;
  private int number;
  private double cpu;

  private ReplicaBench() throws Exception {
    Map<String, Object> settings = broker.kafka().settings();
    settings.put("isolation.level", "read_committed");
    items = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    items.assign(
        IntStream.range(0, PARTITIONS)
            .mapToObj(n -> new TopicPartition(topics.items(), n))
            .toList());
  }

  public static void main(String... arguments) throws Exception {
    try (ReplicaBench bench = new ReplicaBench()) {
      bench.run(Integer.parseInt(arguments[0]));
    }
  }

  private void run(int stories) throws Exception {
    long begun = System.nanoTime();
    KafkaStreams first = start("first", 0);
    report("empty store", begun);
    leave(first);
    remember(stories);
    begun = System.nanoTime();
    KafkaStreams other = start("other", 0);
    report("started without a copy", begun);
    begun = System.nanoTime();
    leave(other);
    System.out.printf("stopped just after that in %.1f s%n", seconds(begun));
    begun = System.nanoTime();
    other = start("other", 0);
    report("started with its copy on disk", begun);
    copy(dir.resolve("other"), dir.resolve("killed"));
    leave(other);
    begun = System.nanoTime();
    other = start("killed", 1);
    report("started after a kill", begun);
    KafkaStreams standby = start("standby", 1);
    while (!allIsCopied(other, standby)) {
      Thread.sleep(200);
    }
    begun = System.nanoTime();
    leave(other);
    report("taken over by a standby", begun);
    leave(standby);
  }

  /** Copies the files as a process leaves them that is killed. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private KafkaStreams start(String name, int standbys) throws IOException {
    KafkaStreams replica = Replica.of(dir.resolve(name), broker.kafka(), topics, standbys);
    replica.start();
    return replica;
  }

  private static void leave(KafkaStreams replica) {
    replica.close(new CloseOptions().leaveGroup(true).timeout(Duration.ofMinutes(2)));
  }

  /** Asks for a new story in every partition. */
  private void report(String name, long begun) throws Exception {
    items.seekToEnd(items.assignment());
    items.assignment().forEach(items::position);
    try (KafkaProducer<byte[], byte[]> entries = producer()) {
      for (int n = 0; n < PARTITIONS; n++) {
        byte[] value = Json.encode(Invented.entry(--number, "en" + n, Instant.now()));
        entries.send(new ProducerRecord<>(topics.entries(), n, null, value));
      }
    }
    for (int seen = 0; seen < PARTITIONS; ) {
      seen += items.poll(Duration.ofMillis(20)).count();
    }
    System.out.printf(
        "%s: deciding after %.1f s, CPU of the process %.1f s%n",
        name, seconds(begun), cpuSeconds() - cpu);
    cpu = cpuSeconds();
  }

  /** Writes past decisions to the changelog, of which no replica has a copy. */
  private void remember(int stories) {
    String changelog = Replica.LAYOUT.changelog(topics.named("dedup"));
    long begun = System.nanoTime();
    PastStories.write(broker.kafka().settings(), changelog, PARTITIONS, stories);
    System.out.printf("written to the changelog in %.1f s%n", seconds(begun));
    cpu = cpuSeconds();
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        broker.kafka().settings(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  // The last offset of a copy is the mark of a commit, which no consumer of committed records has.
  private static boolean allIsCopied(KafkaStreams... replicas) {
    return Stream.of(replicas)
        .map(replica -> replica.allLocalStorePartitionLags().get(Replica.LAYOUT.storeName()))
        .allMatch(
            lags ->
                lags != null
                    && lags.size() == PARTITIONS
                    && lags.values().stream().mapToLong(LagInfo::offsetLag).allMatch(l -> l <= 1));
  }

  private static double cpuSeconds() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  @Override
  public void close() throws IOException {
    items.close();
    broker.close();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
