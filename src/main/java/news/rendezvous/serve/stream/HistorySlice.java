package news.rendezvous.serve.stream;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.OptionalLong;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.view.ItemRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;

/**
 * Records of the history that are encoded for one stream, one after the other into the same bytes.
 *
 * <p>The view has read most of them before: those that it did not set aside are sent as they are,
 * and not decoded unless a filter needs it.
 */
final class HistorySlice {

  /** Bytes of an event beside its data, about. */
  private static final int FRAME = 64;

  private final Subscription subscription;
  private final StreamPosition validated;
  private final PoisonRecords poison;
  private Buffer plain = Buffer.buffer();
  private StreamPosition after;

  /**
   * An empty slice.
   *
   * @param validated the position after the records that the view has read
   */
  HistorySlice(Subscription subscription, StreamPosition validated, PoisonRecords poison) {
    this.subscription = subscription;
    this.validated = validated;
    this.poison = poison;
    this.after = subscription.position();
  }

  void read(ConsumerRecords<String, byte[]> records) {
    plain = Buffer.buffer(size(records));
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        read(record);
      } catch (IOException | RuntimeException e) { // one record must not end a stream
        poison.setAside(record.topic(), record.partition(), record.offset(), e);
      }
    }
  }

  private static int size(ConsumerRecords<String, byte[]> records) {
    int size = 0;
    for (ConsumerRecord<String, byte[]> record : records) {
      size += FRAME + Math.max(0, record.serializedValueSize());
    }
    return size;
  }

  private void read(ConsumerRecord<String, byte[]> record) throws IOException {
    if (after.isPast(record.partition(), record.offset()) || !matches(record)) {
      return;
    }
    StreamEvent event = StreamEvent.of(record);
    after = after.after(event.partition(), event.offset());
    subscription.encoding().format().event(plain, event, after);
  }

  private boolean matches(ConsumerRecord<String, byte[]> record) throws IOException {
    boolean valid =
        validated.isPast(record.partition(), record.offset())
            && !poison.isSetAside(record.topic(), record.partition(), record.offset());
    return valid && subscription.takesAll()
        || subscription.matches(ItemRecord.decode(record).item());
  }

  /** All events; null where there are none. */
  @Nullable EncodedBlock encoded() {
    return plain.length() == 0
        ? null
        : subscription.encoding().encode(plain, after, OptionalLong.empty());
  }
}
