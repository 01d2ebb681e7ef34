package news.rendezvous.view;

import java.io.IOException;
import java.time.Instant;
import news.rendezvous.item.ItemId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Record of the items topic, decoded as far as the view and filters need it.
 *
 * @param item its value; null for a tombstone, which withdraws the item
 */
public record ItemRecord(
    ConsumerRecord<@Nullable String, byte @Nullable []> raw, ItemId id, @Nullable ViewItem item) {

  /**
   * Reads the header of a record.
   *
   * @throws IOException for a record that is neither an item nor a tombstone of one
   */
  public static ItemRecord decode(ConsumerRecord<@Nullable String, byte @Nullable []> raw)
      throws IOException {
    ItemId id =
        ItemId.parse(raw.key())
            .orElseThrow(() -> new IOException("the key is no item id: " + raw.key()));
    byte[] json = raw.value();
    if (json == null) {
      return new ItemRecord(raw, id, null);
    }
    ViewItem item = ViewItem.of(json, recorded(raw), raw.partition(), raw.offset());
    if (!item.id().equals(id)) {
      throw new IOException("the item has another id than the key " + id);
    }
    return new ItemRecord(raw, id, item);
  }

  private static Instant recorded(ConsumerRecord<?, ?> raw) {
    return Instant.ofEpochMilli(raw.timestamp());
  }

  Instant recorded() {
    return recorded(raw);
  }
}
