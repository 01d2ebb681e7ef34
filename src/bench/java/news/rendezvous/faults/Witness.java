package news.rendezvous.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A read_committed consumer that keeps the time of the last record of each edition. */
final class Witness implements AutoCloseable {

  private static final String TOPIC = "rendezvous.items";

  private final Map<String, Object> kafka;
  private final Map<String, Long> newest = new ConcurrentHashMap<>();
  private final Map<String, Long> pauses = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::follow, "witness");
  private final Map<String, Long> firstSeen = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** A witness that begins at the first record; the settings are those of a Kafka client. */
  Witness(Map<String, Object> kafka) {
    this.kafka = kafka;
    thread.start();
  }

  /** Nano time at which the first record of each item was read. */
  Map<String, Long> firstSeen() {
    return firstSeen;
  }

  /** Tells whether every edition had a record since a nano time. */
  boolean sawAllSince(long nanos) {
    return newest.values().stream().filter(at -> at > nanos).count() == Press.EDITIONS;
  }

  /** Tells whether any edition had a record since a nano time. */
  boolean sawAnySince(long nanos) {
    return newest.values().stream().anyMatch(at -> at > nanos);
  }

  private void follow() {
    try (KafkaConsumer<String, byte[]> consumer = consumer(kafka)) {
      consumer.assign(partitions(consumer, TOPIC));
      consumer.seekToBeginning(List.of());
      while (!closed) {
        consumer.poll(Duration.ofMillis(50)).forEach(this::note);
      }
    }
  }

  private void note(ConsumerRecord<String, byte[]> record) {
    firstSeen.putIfAbsent(record.key(), System.nanoTime());
    edition(record).ifPresent(this::note);
  }

  private void note(String edition) {
    long now = System.nanoTime();
    Long before = newest.put(edition, now);
    if (before != null) {
      pauses.merge(edition, now - before, Math::max);
    }
  }

  /** The longest time that an edition had no record since the last call, in nanoseconds. */
  long longestPause() {
    long longest = pauses.values().stream().mapToLong(pause -> pause).max().orElse(0);
    pauses.clear();
    return longest;
  }

  /** The edition of an item; empty for a tombstone and for what is no item. */
  static Optional<String> edition(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      JsonNode edition = Json.mapper().readTree(record.value()).at("/_rendezvous/edition");
      return Optional.of(edition.asText()).filter(Press.EDITION_NAMES::contains);
    } catch (IOException poison) {
      return Optional.empty();
    }
  }

  /** All records from the beginning to the end as it is now. */
  static List<ConsumerRecord<String, byte[]>> readAll(Map<String, Object> kafka) {
    return readAll(kafka, TOPIC);
  }

  /** The same of any topic. */
  static List<ConsumerRecord<String, byte[]>> readAll(Map<String, Object> kafka, String topic) {
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = consumer(kafka)) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private static KafkaConsumer<String, byte[]> consumer(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("isolation.level", "read_committed");
    settings.put("reconnect.backoff.max.ms", "200");
    settings.put("default.api.timeout.ms", "90000");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join(5_000);
  }
}
