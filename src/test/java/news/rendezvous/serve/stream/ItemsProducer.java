package news.rendezvous.serve.stream;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.StoryMaker;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the items topic in transactions, as the dedup stage does. */
final class ItemsProducer implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

  private static final String TOPIC = "rendezvous.items";

  private final String bootstrapServers;
  private final KafkaProducer<String, byte[]> producer;

  ItemsProducer(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                "stream-test-" + UUID.randomUUID(),
                "retry.backoff.ms", // a transaction may wait for the markers of the previous one
                5,
                "retry.backoff.max.ms",
                5),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  static NewsItem item(String source, String title) {
    Story story =
        new StoryMaker()
            .title(title)
            .contentText("The text of the story.")
            .tags(List.of("Harbour"))
            .language("en-GB")
            .build();
    return item(source, story);
  }

  static NewsItem item(String source, Story story) {
    return new NewsItem(
        new ItemId(UUID.randomUUID()),
        story,
        new NewsItem.Extension(
            "en",
            new SourceRef(source, null, "https://" + source + ".example.org/feed"),
            null,
            1,
            NOON,
            NOON,
            null,
            null,
            List.of(),
            List.of(),
            null));
  }

  /** Publishes items in one transaction. */
  void publish(NewsItem... items) {
    write(true, items);
  }

  /** Writes items in a transaction that is aborted: no client may see them. */
  void abort(NewsItem... items) {
    write(false, items);
  }

  private void write(boolean commit, NewsItem... items) {
    producer.beginTransaction();
    for (NewsItem item : items) {
      send(item.id().toString(), "published", Json.encode(item));
    }
    producer.flush();
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  void withdraw(NewsItem item) {
    producer.beginTransaction();
    send(item.id().toString(), "withdrawn", null);
    producer.commitTransaction();
  }

  /** Writes a poison record. */
  void spoil() {
    producer.beginTransaction();
    send("spoilt", "published", "{".getBytes(StandardCharsets.UTF_8));
    producer.commitTransaction();
  }

  /** Deletes all records that are in the topic, as its retention would. */
  void expireAll() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      producer
          .partitionsFor(TOPIC)
          .forEach(
              partition ->
                  all.put(
                      new TopicPartition(TOPIC, partition.partition()),
                      RecordsToDelete.beforeOffset(-1L))); // the high watermark
      admin.deleteRecords(all).all().get();
    }
  }

  private void send(String key, String type, byte @Nullable [] value) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(TOPIC, key, value);
    byte[] ceType = ("news.rendezvous.item." + type).getBytes(StandardCharsets.UTF_8);
    record.headers().add("ce_type", ceType);
    producer.send(record);
  }

  @Override
  public void close() {
    producer.close();
  }
}
