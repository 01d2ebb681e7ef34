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
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record of the items topic.
 *
 * @param type last word of its {@code ce_type}
 * @param time of the record
 * @param item null for a withdrawal
 * @param withdrawal attributes of a withdrawal; null for an item, whose value has them, and for a
 *     record without them
 */
public record HubEvent(
    int partition,
    long offset,
    String type,
    Instant time,
    ItemId id,
    @Nullable ViewItem item,
    @Nullable Withdrawal withdrawal) {

  /**
   * CloudEvents attributes of the record.
   *
   * @param id its {@code ce_id}
   * @param source its {@code ce_source}
   */
  public record Withdrawal(String id, String source) {}

  private static final Pattern TYPE = Pattern.compile("[\\w.-]*\\.([a-z]+)");

  /** An event of an item, or of a withdrawal without attributes. */
  public HubEvent(
      int partition, long offset, String type, Instant time, ItemId id, @Nullable ViewItem item) {
    this(partition, offset, type, time, id, item, null);
  }

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
        record.item(),
        record.item() == null ? withdrawal(raw.headers()) : null);
  }

  private static @Nullable Withdrawal withdrawal(Headers headers) {
    String id = text(headers.lastHeader("ce_id"));
    String source = text(headers.lastHeader("ce_source"));
    return id.isEmpty() || source.isEmpty() ? null : new Withdrawal(id, source);
  }

  private static String type(@Nullable Header header) throws IOException {
    String text = text(header);
    Matcher type = TYPE.matcher(text);
    if (!type.matches()) {
      throw new IOException("no ce_type: '" + text + "'");
    }
    return type.group(1);
  }

  private static String text(@Nullable Header header) {
    byte[] value = header == null ? null : header.value();
    return value == null ? "" : new String(value, StandardCharsets.UTF_8);
  }

  /** Bytes of memory, about. */
  int size() {
    return OVERHEAD + (item == null ? 0 : item.json().length);
  }
}
