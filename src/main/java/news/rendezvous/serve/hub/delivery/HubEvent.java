package news.rendezvous.serve.hub.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.ItemId;
import news.rendezvous.view.ItemRecord;
import news.rendezvous.view.ViewItem;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of the items topic.
 *
 * @param type last word of its {@code ce_type}
 * @param time of the record
 * @param item null for a withdrawal
 */
public record HubEvent(
    int partition, long offset, String type, Instant time, ItemId id, @Nullable ViewItem item) {

  private static final Pattern TYPE = Pattern.compile("[\\w.-]*\\.([a-z]+)");

  /** Estimate of the memory of an event without its item. */
  private static final int OVERHEAD = 256;

  /**
   * The event of a record.
   *
   * @throws IOException for a record without a {@code ce_type}
   */
  static HubEvent of(ItemRecord record) throws IOException {
    ConsumerRecord<@Nullable String, byte @Nullable []> raw = record.raw();
    return new HubEvent(
        raw.partition(),
        raw.offset(),
        type(raw.headers().lastHeader("ce_type")),
        Instant.ofEpochMilli(raw.timestamp()),
        record.id(),
        record.item());
  }

  private static String type(@Nullable Header header) throws IOException {
    byte[] value = header == null ? null : header.value();
    String text = value == null ? "" : new String(value, StandardCharsets.UTF_8);
    Matcher type = TYPE.matcher(text);
    if (!type.matches()) {
      throw new IOException("no ce_type: '" + text + "'");
    }
    return type.group(1);
  }

  /** Bytes of memory, about. */
  int size() {
    return OVERHEAD + (item == null ? 0 : item.json().length);
  }
}
