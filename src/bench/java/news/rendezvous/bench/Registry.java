package news.rendezvous.bench;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import news.rendezvous.ingest.fetch.Validators;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.item.Json;
import news.rendezvous.source.PollOutcome;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills the topics of sources and poll state, past the service. */
public final class Registry implements AutoCloseable {

  private static final int PARTITIONS = 4;

  private final Map<String, Object> settings = new HashMap<>();
  private final KafkaProducer<String, byte[]> producer;
  private final Random random = new Random(7);

  public Registry(String kafka, int timeoutMillis) {
    settings.put("bootstrap.servers", kafka);
    settings.put("max.block.ms", timeoutMillis);
    settings.put("linger.ms", 20);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  void ping() {
    try (Admin admin = Admin.create(Map.copyOf(settings))) {
      admin.listTopics().names().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  public void source(String id, String url) {
    send("rendezvous.sources", id, Map.of("id", id, "url", url, "enabled", true));
  }

  /** Writes the poll state of a feed with a number of entries, next due in a day. */
  void state(String id, byte[] seen, int entries) {
    random.nextBytes(seen);
    Instant now = Instant.now();
    Map<String, Object> memory =
        Map.of(
            "validators",
            new Validators(
                "\"5f3c-%08x\"".formatted(random.nextInt()), "Tue, 24 Nov 2026 10:00:00 GMT"),
            "body_hash",
            "%016x%016x".formatted(random.nextLong(), random.nextLong()),
            "seen",
            seen,
            "entries",
            entries);
    FeedProfile profile =
        new FeedProfile(
            "Harbour News " + id,
            "https://harbour.example/" + id,
            "Tides, boats and what they bring",
            "en",
            null,
            List.of(),
            null);
    Map<String, Object> state =
        Map.of(
            "memory",
            memory,
            "health",
            Map.of("outcome", PollOutcome.NOT_MODIFIED, "failures", 0),
            "plan",
            Map.of("last", now, "next", now.plusSeconds(86_400), "reason", "interval PT5M"),
            "edition",
            "en",
            "profile",
            profile);
    send("rendezvous.poll-state", id, state);
  }

  private void send(String topic, String key, Map<String, Object> value) {
    int partition = Math.floorMod(key.hashCode(), PARTITIONS);
    producer.send(new ProducerRecord<>(topic, partition, key, Json.encode(value)));
  }

  @Override
  public void close() {
    producer.close();
  }
}
