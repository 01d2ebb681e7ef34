package news.rendezvous.view;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/** Takes the records of the items topic into the timeline. */
@ApplicationScoped
class ItemsFeed {

  private final Timeline timeline;
  private final PoisonRecords poison;
  private final Map<Integer, Long> taken = new ConcurrentHashMap<>();
  private volatile @Nullable Instant lastRecord;

  @Inject
  ItemsFeed(Timeline timeline, PoisonRecords poison) {
    this.timeline = timeline;
    this.poison = poison;
  }

  @Incoming("items")
  @Blocking
  void take(ConsumerRecords<String, byte[]> records) {
    records.forEach(this::take);
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      if (record.value() == null) {
        Instant recorded = Instant.ofEpochMilli(record.timestamp());
        ItemId.parse(record.key()).ifPresent(id -> timeline.withdraw(id, recorded));
      } else {
        timeline.put(held(record));
      }
    } catch (IOException | RuntimeException e) { // a batch must not end at one record
      poison.setAside(record.topic(), record.partition(), record.offset(), e);
    }
    taken.put(record.partition(), record.offset());
    lastRecord = Instant.ofEpochMilli(record.timestamp());
  }

  /** Whether the records at these offsets, by partition, have been taken in. */
  boolean hasTaken(Map<Integer, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(wanted -> taken.getOrDefault(wanted.getKey(), -1L) >= wanted.getValue());
  }

  /** Timestamp of the record that was taken last; null before the first. */
  @Nullable Instant lastRecord() {
    return lastRecord;
  }

  private static Held held(ConsumerRecord<String, byte[]> record) throws IOException {
    NewsItem item = Json.decode(record.value(), NewsItem.class);
    return Held.of(item, record.value(), Instant.ofEpochMilli(record.timestamp()));
  }
}
