package news.rendezvous.dedup;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Record headers by the Kafka protocol binding of CloudEvents 1.0, binary content mode. */
final class CloudEventHeaders {

  private static final String TIME = "ce_time";
  private static final String TYPE_PREFIX = "news.rendezvous.item.";

  private CloudEventHeaders() {}

  static void addTo(Headers headers, Decision.Revision revision, Instant time) {
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", revision.id() + ";" + revision.revision());
    add(headers, "ce_source", "/sources/" + revision.source());
    add(headers, "ce_type", TYPE_PREFIX + revision.type());
    add(headers, TIME, time.toString());
    add(headers, "content-type", "application/json");
  }

  /** Time of a record's event in milliseconds since the epoch; without one, its timestamp. */
  static long time(ConsumerRecord<?, ?> record) {
    Header header = record.headers().lastHeader(TIME);
    try {
      return header == null
          ? record.timestamp()
          : Instant.parse(new String(header.value(), StandardCharsets.UTF_8)).toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      return record.timestamp(); // not written by this service
    }
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
