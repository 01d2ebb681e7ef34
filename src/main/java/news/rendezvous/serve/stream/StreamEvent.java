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
  private static final int GROUP = 4 * Long.BYTES;
  private static final long ONES = 0x0101010101010101L;
  private static final long SPACES = ONES * ' ';
  private static final long HIGHEST_BITS = ONES << 7;

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
    byte[] name = header == null || header.value() == null ? new byte[0] : header.value();
    int begin = name.length;
    while (begin > 0 && name[begin - 1] != '.') {
      begin--;
      if (name[begin] < 'a' || name[begin] > 'z') {
        throw noType(name);
      }
    }
    if (begin == name.length) {
      throw noType(name);
    }
    return new String(name, begin, name.length - begin, StandardCharsets.ISO_8859_1);
  }

  private static IOException noType(byte[] name) {
    return new IOException("no ce_type: '" + new String(name, StandardCharsets.UTF_8) + "'");
  }

  // Both formats are line-based, and JSON allows line breaks between its tokens. Few records have
  // a control character at all, for which 32 bytes are searched at a time: no compiler vectorises a
  // loop that may end early.
  private static boolean isOneLine(byte[] data) {
    int at = 0;
    while (at + GROUP <= data.length && !hasControls(data, at)) {
      at += GROUP;
    }
    for (; at < data.length; at++) {
      if (data[at] == '\n' || data[at] == '\r') {
        return false;
      }
    }
    return true;
  }

  private static boolean hasControls(byte[] data, int at) {
    long controls =
        controls((long) WORDS.get(data, at))
            | controls((long) WORDS.get(data, at + Long.BYTES))
            | controls((long) WORDS.get(data, at + 2 * Long.BYTES))
            | controls((long) WORDS.get(data, at + 3 * Long.BYTES));
    return (controls & HIGHEST_BITS) != 0;
  }

  // The highest bit of a byte that is below a space; and perhaps of others, if there is one.
  private static long controls(long bytes) {
    return bytes - SPACES & ~bytes;
  }
}
