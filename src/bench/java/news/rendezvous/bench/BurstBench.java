package news.rendezvous.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Throughput of the deduplication stage, in new stories a second, for a burst of them in the packaged
 * service with the embedded broker; and the time to start with them in its store.
 *
 * <p>Arguments: number of stories in a burst; number of bursts; then {@code starts} to stop the
 * service and kill it, {@code threads} for the CPU time by thread, or {@code profile} for a flight
 * recording of the last burst in the file {@code bench.jfr}. The system property {@code jvm} has
 * further options of the service's JVM.
 */
public final class BurstBench {

  private static final List<String> EDITIONS = List.of("en", "de", "fr", "zh");

  private final Installation installation;
  private final boolean byThread;
  private int told;

  private BurstBench(Installation installation, boolean byThread) {
    this.installation = installation;
    this.byThread = byThread;
  }

  private static String[] jvm() {
    return ("-Xmx512m " + System.getProperty("jvm", "")).strip().split(" +");
  }

  public static void main(String... arguments) throws Exception {
    int size = Integer.parseInt(arguments[0]);
    int bursts = Integer.parseInt(arguments[1]);
    List<String> wanted = List.of(arguments);
    try (Installation installation = new Installation(true)) {
      installation.set("quarkus.log.level", "WARN");
      installation.start(jvm());
      BurstBench bench = new BurstBench(installation, wanted.contains("threads"));
      for (int n = 1; n <= bursts; n++) {
        if (n == bursts && wanted.contains("profile")) {
          installation.service().jcmd("JFR.start", "filename=bench.jfr", "settings=profile");
        }
        bench.burst(size);
      }
      if (wanted.contains("profile")) {
        installation.service().jcmd("JFR.dump", "filename=bench.jfr");
      }
      if (wanted.contains("starts")) {
        bench.starts();
      }
    }
  }

  private void burst(int size) throws Exception {
    try (KafkaConsumer<String, byte[]> items = items()) {
      long begun = System.nanoTime();
      long cpu = installation.service().cpuMillis();
      Map<String, Long> threads = installation.service().cpuMillisByThread();
      send(size);
      double sent = seconds(begun);
      for (int seen = 0; seen < size; ) {
        seen += items.poll(Duration.ofMillis(100)).count();
      }
      double all = seconds(begun);
      System.out.printf(
          "%d stories sent in %.1f s, all items after %.1f s: %.0f a second, %.0f us of CPU each%n",
          size, sent, all, size / all, (installation.service().cpuMillis() - cpu) * 1e3 / size);
      if (byThread) {
        print(threads, installation.service().cpuMillisByThread(), size);
      }
    }
  }

  private static void print(Map<String, Long> before, Map<String, Long> after, int size) {
    after.entrySet().stream()
        .map(thread -> Map.entry(thread.getKey(), used(thread, before) * 1e3 / size))
        .filter(thread -> thread.getValue() >= 1)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(thread -> System.out.printf("%8.1f us %s%n", thread.getValue(), thread.getKey()));
  }

  private static long used(Map.Entry<String, Long> thread, Map<String, Long> before) {
    return thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
  }

  private void send(int size) {
    try (KafkaProducer<String, byte[]> entries =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", installation.kafka(), "linger.ms", "5"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      for (int end = told + size; told < end; told++) {
        String edition = EDITIONS.get(told % EDITIONS.size());
        byte[] value = Json.encode(Invented.entry(told, edition, Instant.now()));
        entries.send(new ProducerRecord<>("rendezvous.entries", edition, value));
      }
    }
  }

  private KafkaConsumer<String, byte[]> items() {
    KafkaConsumer<String, byte[]> items =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", installation.kafka(), "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        items.partitionsFor("rendezvous.items").stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    items.assign(partitions);
    items.seekToEnd(partitions);
    partitions.forEach(items::position);
    return items;
  }

  /** From the start of the process until a new story is decided in every edition. */
  private void starts() throws Exception {
    start("after a stop", () -> installation.stop());
    start("after a kill", () -> installation.service().kill());
  }

  @FunctionalInterface
  private interface Ending {
    void end() throws Exception;
  }

  private void start(String after, Ending ending) throws Exception {
    ending.end();
    long begun = System.nanoTime();
    System.out.printf("%s ready after %d ms%n", after, installation.start(jvm()));
    burst(EDITIONS.size());
    System.out.printf("%s deciding after %.1f s%n", after, seconds(begun));
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
