package news.rendezvous.serve.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.Json;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.view.ItemRecord;
import news.rendezvous.view.ViewItem;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Event of the stream, made of one record of the items topic.
 *
 * @param type last word of its {@code ce_type}
 * @param data one line of JSON: the record's own bytes, or the id of a withdrawn item
 * @param readAt the reading of {@link System#nanoTime} when a live record was read; empty for one
 *     of the history
 */
record StreamEvent(
    int partition,
    long offset,
    String type,
    byte[] data,
    @Nullable ViewItem held,
    OptionalLong readAt) {

  private static final Pattern TYPE = Pattern.compile("(?:.*\\.)?([a-z]+)");

  /** The event without the item that its filter needs, which takes more memory than its data. */
  StreamEvent withoutItem() {
    return held == null ? this : new StreamEvent(partition, offset, type, data, null, readAt);
  }

  /** The event of a live record; a record that cannot be written as an event is set aside. */
  static Optional<StreamEvent> of(ItemRecord record, PoisonRecords poison) {
    try {
      return Optional.of(of(record, OptionalLong.of(System.nanoTime())));
    } catch (IOException e) {
      return setAside(record.raw(), poison, e);
    }
  }

  /** Decodes a record of the history; one that cannot be decoded is set aside. */
  static Optional<StreamEvent> decode(ConsumerRecord<String, byte[]> raw, PoisonRecords poison) {
    try {
      return Optional.of(of(ItemRecord.decode(raw), OptionalLong.empty()));
    } catch (IOException | RuntimeException e) { // one record must not end a stream
      return setAside(raw, poison, e);
    }
  }

  private static Optional<StreamEvent> setAside(
      ConsumerRecord<?, ?> raw, PoisonRecords poison, Exception reason) {
    poison.setAside(raw.topic(), raw.partition(), raw.offset(), reason);
    return Optional.empty();
  }

  private static StreamEvent of(ItemRecord record, OptionalLong readAt) throws IOException {
    ConsumerRecord<?, byte @Nullable []> raw = record.raw();
    String type = type(raw.headers().lastHeader("ce_type"));
    ViewItem item = record.item();
    byte[] data = item == null ? Json.encode(Map.of("id", String.valueOf(raw.key()))) : item.json();
    if (!isOneLine(data)) {
      throw new IOException("the item takes more than one line");
    }
    return new StreamEvent(raw.partition(), raw.offset(), type, data, item, readAt);
  }

  private static String type(@Nullable Header header) throws IOException {
    String name = header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    Matcher matcher = TYPE.matcher(name);
    if (!matcher.matches()) {
      throw new IOException("no ce_type: '" + name + "'");
    }
    return matcher.group(1);
  }

  // Both formats are line-based, and JSON allows line breaks between its tokens.
  private static boolean isOneLine(byte[] data) {
    for (byte b : data) {
      if (b == '\n' || b == '\r') {
        return false;
      }
    }
    return true;
  }
}
