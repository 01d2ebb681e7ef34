package news.rendezvous.street;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The items topic as any consumer reads it. */
final class ItemsTopic {

  private static final String NAME = "rendezvous.items";

  private ItemsTopic() {}

  /** All records from the beginning to the end, read_committed. */
  static List<ConsumerRecord<String, String>> read(String bootstrapServers) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(NAME).stream()
              .map(info -> new TopicPartition(NAME, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** Configuration of the topic, with its number of partitions. */
  static Map<String, String> settings(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, NAME);
      Map<String, String> settings =
          admin.describeConfigs(List.of(topic)).all().get().get(topic).entries().stream()
              .collect(Collectors.toMap(ConfigEntry::name, entry -> "" + entry.value()));
      int partitions =
          admin.describeTopics(List.of(NAME)).allTopicNames().get().get(NAME).partitions().size();
      settings.put("partitions", "" + partitions);
      return settings;
    }
  }

  static String type(ConsumerRecord<String, String> record) {
    byte[] type = record.headers().lastHeader("ce_type").value();
    return new String(type, StandardCharsets.UTF_8).replace("news.rendezvous.item.", "");
  }
}
