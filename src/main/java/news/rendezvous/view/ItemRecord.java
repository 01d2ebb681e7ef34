package news.rendezvous.view;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.RecordJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Decoded record of the items topic.
 *
 * @param item its value; null for a tombstone, which withdraws the item
 */
public record ItemRecord(
    ConsumerRecord<@Nullable String, byte @Nullable []> raw, ItemId id, @Nullable ViewItem item) {

  /** Tolerated difference between the clocks of replicas and of brokers. */
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);

  /**
   * Decodes a record.
   *
   * @throws IOException for a record that is neither an item nor a tombstone of one
   */
  public static ItemRecord decode(ConsumerRecord<@Nullable String, byte @Nullable []> raw)
      throws IOException {
    ItemId id =
        ItemId.parse(raw.key())
            .orElseThrow(() -> new IOException("the key is no item id: " + raw.key()));
    byte[] json = raw.value();
    return new ItemRecord(raw, id, json == null ? null : item(id, json, recorded(raw)));
  }

  private static ViewItem item(ItemId id, byte[] json, Instant recorded) throws IOException {
    NewsItem item = RecordJson.decode(json, NewsItem.class);
    if (!item.id().equals(id)) {
      throw new IOException("the item has another id than the key " + id);
    }
    Instant seen = item.extension().firstSeen();
    if (seen.isAfter(recorded.plus(CLOCK_SKEW))) { // it would be listed first for ever
      throw new IOException("first_seen is %s, and the record of %s".formatted(seen, recorded));
    }
    return ViewItem.of(item, json, recorded);
  }

  private static Instant recorded(ConsumerRecord<?, ?> raw) {
    return Instant.ofEpochMilli(raw.timestamp());
  }

  Instant recorded() {
    return recorded(raw);
  }
}
