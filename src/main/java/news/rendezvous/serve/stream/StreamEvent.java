package news.rendezvous.serve.stream;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Event of the stream, made of one record of the items topic.
 *
 * @param type last word of its {@code ce_type}
 * @param data one line of JSON: the record's own bytes, or the id of a withdrawn item
 */
record StreamEvent(int partition, long offset, String type, byte[] data) {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long LINE_FEEDS = ONES * '\n';
  private static final long CARRIAGE_RETURNS = ONES * '\r';

  /**
   * The event of a record.
   *
   * @throws IOException for a record that cannot be written as an event
   */
  static StreamEvent of(ConsumerRecord<?, byte @Nullable []> raw) throws IOException {
    String type = type(raw.headers().lastHeader("ce_type"));
    byte[] value = raw.value();
    byte[] data = value == null ? Json.encode(Map.of("id", String.valueOf(raw.key()))) : value;
    if (!isOneLine(data)) {
      throw new IOException("the item takes more than one line");
    }
    return new StreamEvent(raw.partition(), raw.offset(), type, data);
  }

  private static String type(@Nullable Header header) throws IOException {
    String name = header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    String type = name.substring(name.lastIndexOf('.') + 1);
    if (type.isEmpty() || !type.chars().allMatch(letter -> letter >= 'a' && letter <= 'z')) {
      throw new IOException("no ce_type: '" + name + "'");
    }
    return type;
  }

  // Both formats are line-based, and JSON allows line breaks between its tokens. Eight bytes at a
  // time, since no compiler vectorises a loop that may end early.
  private static boolean isOneLine(byte[] data) {
    int at = 0;
    for (; at + Long.BYTES <= data.length; at += Long.BYTES) {
      long word = (long) WORDS.get(data, at);
      if (hasZero(word ^ LINE_FEEDS) || hasZero(word ^ CARRIAGE_RETURNS)) {
        return false;
      }
    }
    for (; at < data.length; at++) {
      if (data[at] == '\n' || data[at] == '\r') {
        return false;
      }
    }
    return true;
  }

  private static boolean hasZero(long bytes) {
    return (bytes - ONES & ~bytes & ONES << 7) != 0;
  }
}
