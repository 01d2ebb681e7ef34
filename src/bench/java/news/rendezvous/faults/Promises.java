package news.rendezvous.faults;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Guarantees to consumers of the items topic, checked against all of its records. */
final class Promises {

  private final Schema schema = schema();
  private final List<ConsumerRecord<String, byte[]>> records;
  private final Map<String, NewsItem> newest = new HashMap<>();
  private final List<String> broken = new ArrayList<>();

  private Promises(List<ConsumerRecord<String, byte[]>> records) {
    this.records = records;
  }

  /** Descriptions of the violated guarantees. */
  static List<String> broken(List<ConsumerRecord<String, byte[]>> records, List<Press.Story> told)
      throws IOException {
    Promises promises = new Promises(records);
    promises.readEachRevisionOnce();
    promises.findEveryStory(told);
    return promises.broken;
  }

  private void readEachRevisionOnce() throws IOException {
    for (ConsumerRecord<String, byte[]> record : records) {
      String json = new String(record.value(), StandardCharsets.UTF_8);
      schema
          .validate(json, InputFormat.JSON)
          .forEach(fault -> broken.add("not as the schema says: " + record.key() + " " + fault));
      NewsItem item = Json.decode(record.value(), NewsItem.class);
      NewsItem before = newest.put(record.key(), item);
      int expected = before == null ? 1 : before.extension().revision() + 1;
      if (item.extension().revision() != expected || !ceId(record).equals(id(item))) {
        broken.add(
            "%s of %s where revision %d was due".formatted(ceId(record), id(item), expected));
      }
    }
  }

  private static String id(NewsItem item) {
    return item.id() + ";" + item.extension().revision();
  }

  private static String ceId(ConsumerRecord<String, byte[]> record) {
    return new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
  }

  private void findEveryStory(List<Press.Story> told) {
    Map<String, NewsItem> byLink = new HashMap<>();
    for (NewsItem item : newest.values()) {
      if (byLink.put(String.valueOf(item.story().url()), item) != null) {
        broken.add("two items of " + item.story().url());
      }
    }
    Set<String> links = new HashSet<>(byLink.keySet());
    for (Press.Story story : told) {
      links.remove(story.link());
      missing(story, byLink.get(story.link()));
    }
    links.forEach(link -> broken.add("nobody told " + link));
  }

  private void missing(Press.Story story, NewsItem item) {
    if (item == null) {
      broken.add("lost: " + story.link());
      return;
    }
    if (!String.valueOf(item.story().contentText()).endsWith(story.ending())) {
      broken.add("a change is lost: %s, %s".formatted(story.link(), story.ending()));
    }
    if (item.extension().duplicates().size() != story.sources().size() - 1) {
      broken.add("a carrier is lost: " + story.link());
    }
  }

  private static Schema schema() {
    try (InputStream in = Promises.class.getResourceAsStream("/contract/news-item.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
