package news.rendezvous.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Latency from the acknowledgement of an entry until a read_committed consumer has the item: one
 * entry at a time, at random moments.
 *
 * <p>Argument: number of entries.
 */
public final class DecidingBench {

  private static final int WARM_UP = 300;

  private DecidingBench() {}

  public static void main(String... arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    try (Installation installation = new Installation(true)) {
      installation.set("quarkus.log.level", "WARN");
      installation.start("-Xmx256m");
      double[] millis = measure(installation.kafka(), WARM_UP + count);
      double[] warm = Arrays.copyOfRange(millis, WARM_UP, millis.length);
      Arrays.sort(warm);
      System.out.printf(
          "entries %d, ms: p50 %.0f, p90 %.0f, p99 %.0f, most %.0f%n",
          count, at(warm, 0.5), at(warm, 0.9), at(warm, 0.99), at(warm, 1));
    }
  }

  private static double at(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }

  private static double[] measure(String kafka, int count)
      throws InterruptedException, ExecutionException {
    Random random = new Random(7);
    double[] millis = new double[count];
    try (KafkaProducer<String, byte[]> entries =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka),
                new StringSerializer(),
                new ByteArraySerializer());
        KafkaConsumer<String, byte[]> items = items(kafka)) {
      for (int n = 0; n < count; n++) {
        Thread.sleep(random.nextInt(100));
        entries.send(new ProducerRecord<>("rendezvous.entries", "en", Json.encode(entry(n)))).get();
        long acknowledged = System.nanoTime();
        while (items.poll(Duration.ofSeconds(10)).isEmpty()) {
          System.err.println("no item for 10 s");
        }
        millis[n] = (System.nanoTime() - acknowledged) / 1e6;
      }
    }
    return millis;
  }

  private static KafkaConsumer<String, byte[]> items(String kafka) {
    KafkaConsumer<String, byte[]> items =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka, "isolation.level", "read_committed"),
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

  private static Entry entry(int number) {
    return new Entry(
        "en",
        new SourceRef("bench", null, "https://bench.example.org/feed"),
        null,
        "g" + number,
        Instant.now(),
        false,
        List.of(new Alias(Match.GUID, "own:bench:" + number)),
        "fingerprint",
        null,
        story(number),
        null,
        null,
        List.of());
  }

  private static Story story(int number) {
    return new Story(
        null,
        "Story " + number,
        null,
        "Twenty words say something. ".repeat(70),
        null,
        null,
        List.of(),
        null,
        null,
        List.of(),
        List.of(),
        "en");
  }
}
