package news.rendezvous.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import news.rendezvous.item.Json;
import news.rendezvous.view.Held;
import news.rendezvous.view.ItemsFeed;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of the items topic as listeners are told it.
 *
 * @param partition where it stands
 * @param offset where it stands there
 * @param type last word of its {@code ce_type}
 * @param data one line of JSON: the record's own bytes, or the id of what was withdrawn
 * @param held the item that the data says; null where it was withdrawn
 */
record StreamEvent(int partition, long offset, String type, byte[] data, @Nullable Held held) {

  private static final Pattern TYPE = Pattern.compile("(?:.*\\.)?([a-z]+)");

  /**
   * The event of a record.
   *
   * @throws IOException for a record that is no item and no withdrawal of one
   */
  static StreamEvent of(ConsumerRecord<String, byte[]> record) throws IOException {
    return of(record, ItemsFeed.read(record));
  }

  /**
   * The event of a record that was decoded.
   *
   * @param held its item; null for a withdrawal
   * @throws IOException for a record that no listener could be given
   */
  static StreamEvent of(ConsumerRecord<String, byte[]> record, @Nullable Held held)
      throws IOException {
    String type = type(record.headers().lastHeader("ce_type"));
    byte[] data = record.value();
    if (held == null || data == null) {
      byte[] id = Json.encode(Map.of("id", String.valueOf(record.key())));
      return new StreamEvent(record.partition(), record.offset(), type, id, null);
    }
    if (!isOneLine(data)) {
      throw new IOException("the item takes more than one line");
    }
    return new StreamEvent(record.partition(), record.offset(), type, data, held);
  }

  private static String type(@Nullable Header header) throws IOException {
    String name = header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    Matcher matcher = TYPE.matcher(name);
    if (!matcher.matches()) {
      throw new IOException("no ce_type: '" + name + "'");
    }
    return matcher.group(1);
  }

  // In both formats a line ends what it says, and JSON may have white space between its tokens.
  private static boolean isOneLine(byte[] data) {
    for (byte b : data) {
      if (b == '\n' || b == '\r') {
        return false;
      }
    }
    return true;
  }
}
