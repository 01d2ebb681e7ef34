package news.rendezvous.dedup;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import news.rendezvous.bench.Invented;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Stories that were decided in the past, of which no replica has a copy. */
public final class PastStories {

  private PastStories() {}

  /**
   * Writes stories to a changelog, as many to each partition.
   *
   * @param kafka settings of a client
   */
  public static void write(
      Map<String, Object> kafka, String changelog, int partitions, int stories) {
    long carried = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("linger.ms", "5");
    settings.put("batch.size", "262144");
    try (KafkaProducer<byte[], byte[]> records =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int n = 0; n < partitions; n++) {
        int partition = n;
        StoreLoader past =
            new StoreLoader(
                rows -> {},
                batch ->
                    batch.forEach(
                        one ->
                            records.send(
                                new ProducerRecord<>(
                                    changelog, partition, one.key.get(), one.value))));
        for (int story = n; story < stories; story += partitions) {
          past.add(Invented.entry(story, "en" + n, Instant.now()), carried);
        }
        past.write();
      }
    }
  }
}
