package news.rendezvous.dedup;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer of the four partitions of the items topic, which reads committed records. */
final class PublishedItems implements AutoCloseable {

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
  private int read;

  PublishedItems(KafkaAccess kafka, Topics topics) {
    Map<String, Object> settings = kafka.settings();
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.assign(
        IntStream.range(0, 4).mapToObj(n -> new TopicPartition(topics.items(), n)).toList());
  }

  /** All records so far. */
  List<ConsumerRecord<String, byte[]>> records() {
    return records;
  }

  /** Waits until there are that many records in all. */
  void awaitRecords(int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(100)).forEach(records::add);
              return records.size() >= count;
            });
  }

  /** Waits for that many more records and returns the last words of their types. */
  List<String> awaitTypes(int count) {
    awaitRecords(read + count);
    List<String> types = records.stream().skip(read).map(PublishedItems::type).toList();
    read = records.size();
    return types;
  }

  static String type(ConsumerRecord<?, ?> record) {
    return new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)
        .replace("news.rendezvous.item.", "");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
