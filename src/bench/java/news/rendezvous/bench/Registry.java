package news.rendezvous.bench;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import news.rendezvous.fetch.Outcome;
import news.rendezvous.fetch.Validators;
import news.rendezvous.item.FeedProfile;
import news.rendezvous.item.Json;
import news.rendezvous.poll.PollState;
import news.rendezvous.source.Source;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Fills the topics of sources and poll state, past the service. */
final class Registry implements AutoCloseable {

  private static final int PARTITIONS = 4;

  private final Map<String, Object> settings = new HashMap<>();
  private final KafkaProducer<String, byte[]> producer;
  private final Random random = new Random(7);

  Registry(String kafka, int timeoutMillis) {
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

  void source(String id, String url) {
    Source source = new Source(id, url, null, null, null, null, null, null, true, false);
    send("rendezvous.sources", id, Json.encode(source));
  }

  /** What polls would have learned of a feed with that many entries, next due in a day. */
  void state(String id, byte[] seen, int entries) {
    random.nextBytes(seen);
    Instant now = Instant.now();
    PollState state =
        new PollState(
            new PollState.Memory(
                new Validators(
                    "\"5f3c-%08x\"".formatted(random.nextInt()), "Tue, 24 Nov 2026 10:00:00 GMT"),
                "%016x%016x".formatted(random.nextLong(), random.nextLong()),
                seen,
                entries,
                null,
                null),
            new PollState.Health(Outcome.NOT_MODIFIED, null, 0, null),
            new PollState.Plan(now, now.plusSeconds(86_400), "interval PT5M"),
            "en",
            new FeedProfile(
                "Harbour News " + id,
                URI.create("https://harbour.example/" + id).toString(),
                "Tides, boats and what they bring",
                "en",
                null));
    send("rendezvous.poll-state", id, Json.encode(state));
  }

  private void send(String topic, String key, byte[] value) {
    int partition = Math.floorMod(key.hashCode(), PARTITIONS);
    producer.send(new ProducerRecord<>(topic, partition, key, value));
  }

  @Override
  public void close() {
    producer.close();
  }
}
