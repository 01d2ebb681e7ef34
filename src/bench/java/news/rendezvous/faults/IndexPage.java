package news.rendezvous.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import news.rendezvous.bench.Child;
import news.rendezvous.bench.Installation;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The embedded broker alone, on a disk that is full exactly when the index of a partition needs its
 * first page: the batch fits into the last block of the log, the page finds none. Each record that
 * was acknowledged, then and when there is room again, must be read.
 *
 * <p>The JVM reports the failed page to whatever the thread does next. If that is the unmapping of
 * another file ({@code jdk.internal.ref.Cleaner}) it exits; such a broker is started again.
 */
final class IndexPage implements Scenarios.Scenario {

  private static final long DISK = 128L << 20;
  private static final int PARTITIONS = 10;

  /** More than {@code index.interval.bytes}: the next batch makes an entry of the index. */
  private static final int FIRST_BYTES = 4_300;

  private static final int BATCH = 40;

  /** Time in which a JVM that ends has ended. */
  private static final Duration ENDS = Duration.ofSeconds(10);

  private Child broker;

  @Override
  public void run(Findings findings, int rounds) throws Exception {
    LoopMount disk;
    try {
      disk = LoopMount.of(DISK, 4096);
    } catch (IOException e) {
      System.out.println(
          "  skipped: a small file system cannot be mounted here: " + e.getMessage());
      return;
    }
    try (disk;
        Installation place = new Installation(false)) {
      start(place, disk);
      for (int round = 0; round < rounds; round++) {
        run(place, "round-" + round, disk, findings);
      }
    }
  }

  private void start(Installation place, LoopMount disk) throws Exception {
    broker = place.startBroker(disk.directory().resolve("data"));
    place.waitForBroker();
  }

  private void run(Installation place, String topic, LoopMount disk, Findings findings)
      throws Exception {
    String kafka = place.kafka();
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    }
    Map<String, Integer> refused = new LinkedHashMap<>();
    try (KafkaProducer<String, byte[]> producer = producer(kafka)) {
      send(producer, topic, "first", 1, FIRST_BYTES, acknowledged);
      Path filler = disk.directory().resolve("filler");
      fill(filler);
      try {
        refused.putAll(send(producer, topic, "full", 1, 0, acknowledged));
      } finally {
        Files.delete(filler);
      }
    }
    if (broker.exitCode(ENDS).isPresent()) {
      findings.note("the JVM has ended, and is started again", broker.exitCode(ENDS));
      start(place, disk);
    }
    try (KafkaProducer<String, byte[]> producer = producer(kafka)) {
      findings.within(
          TestBed.RECOVERY,
          "records are acknowledged again",
          () -> send(producer, topic, "after", BATCH, 0, acknowledged).isEmpty());
    }
    Set<String> read =
        Witness.readAll(Map.of("bootstrap.servers", kafka), topic).stream()
            .map(record -> record.key())
            .collect(Collectors.toSet());
    List<String> lost = acknowledged.stream().filter(key -> !read.contains(key)).sorted().toList();
    findings.require(
        "every acknowledged record is read",
        lost.isEmpty(),
        "%d acknowledged, refused meanwhile: %s, lost: %s"
            .formatted(acknowledged.size(), refused, lost.stream().limit(20).toList()));
  }

  /** Sends batches to all partitions; how many were refused, by exception. */
  private static Map<String, Integer> send(
      KafkaProducer<String, byte[]> producer,
      String topic,
      String name,
      int count,
      int bytes,
      Set<String> acknowledged)
      throws InterruptedException {
    Map<String, Future<RecordMetadata>> sent = new LinkedHashMap<>();
    List<Integer> partitions =
        IntStream.range(0, PARTITIONS * count).map(n -> n / count).boxed().toList();
    List<String> keys = new ArrayList<>();
    for (int partition : partitions) {
      String key = "%s-%d-%d".formatted(name, partition, keys.size());
      keys.add(key);
      byte[] value = new byte[bytes];
      sent.put(key, producer.send(new ProducerRecord<>(topic, partition, key, value)));
    }
    Map<String, Integer> refused = new LinkedHashMap<>();
    for (var one : sent.entrySet()) {
      try {
        one.getValue().get();
        acknowledged.add(one.getKey());
      } catch (ExecutionException e) {
        refused.merge(e.getCause().getClass().getSimpleName(), 1, Integer::sum);
      }
    }
    return refused;
  }

  /** Takes the last byte of the disk. */
  private static void fill(Path file) throws IOException {
    byte[] block = "full".repeat(1024).getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      if (!Files.exists(file)) {
        throw full;
      }
    }
  }

  private static KafkaProducer<String, byte[]> producer(String kafka) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", kafka,
            "linger.ms", 300, // the records of a partition in one batch
            "request.timeout.ms", 5_000,
            "delivery.timeout.ms", 10_000,
            "max.block.ms", 60_000),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
