package news.rendezvous.consuming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Keeps a copy of all items, each as it is now, and prints what happened to them. */
final class NewsMirror implements AutoCloseable {

  /** An item as it is now; without a value once it was withdrawn. */
  record Row(long revision, JsonNode item) {}

  private static final String TYPE = "news.rendezvous.item.";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Row> table; // stands for a table whose primary key is the item id
  private final KafkaConsumer<String, byte[]> consumer;

  NewsMirror(String bootstrapServers, String group, Map<String, Row> table) {
    this.table = table;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                group,
                "isolation.level",
                "read_committed", // nothing of aborted transactions
                "auto.offset.reset",
                "earliest", // a new group reads all that the topic holds
                "enable.auto.commit",
                false),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of("rendezvous.items"));
  }

  /** Takes the records that are there, or come within a second, into the table. */
  void takeNext() throws IOException {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
      take(record);
    }
    consumer.commitSync(); // after the table is written: a crash repeats records and loses none
  }

  private void take(ConsumerRecord<String, byte[]> record) throws IOException {
    String id = header(record, "ce_id"); // <item id>;<revision>, also where there is no value
    long revision = Long.parseLong(id.substring(id.indexOf(';') + 1));
    Row row = table.get(record.key());
    if (row != null && row.revision() >= revision) {
      return; // read once more, after a crash, a rebalance or a reset of the offsets
    }
    JsonNode item = record.value() == null ? null : JSON.readTree(record.value());
    table.put(record.key(), new Row(revision, item));
    System.out.println(event(header(record, "ce_type"), item) + " " + record.key());
  }

  private static String event(String type, JsonNode item) {
    return switch (type) {
      case TYPE + "published" -> "new: " + item.path("title").asText();
      case TYPE + "duplicated" -> "carried by " + carriers(item) + ":";
      case TYPE + "withdrawn" -> "gone:";
      default -> item == null ? "gone:" : "changed:"; // .updated, and types that may be added
    };
  }

  private static List<String> carriers(JsonNode item) {
    return item.path("_rendezvous").path("duplicates").findValuesAsText("source");
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }

  public static void main(String[] args) throws IOException {
    try (NewsMirror mirror = new NewsMirror(args[0], "news-mirror", new HashMap<>())) {
      while (true) {
        mirror.takeNext();
      }
    }
  }
}
