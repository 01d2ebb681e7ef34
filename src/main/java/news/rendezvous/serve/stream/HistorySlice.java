package news.rendezvous.serve.stream;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.view.ItemRecord;
import news.rendezvous.view.StreamPosition;
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

  // Of two writes. The heap (G1) has arrays of half a region, which is 1 MB at least, collected by
  // marking all of it.
  private static final int BLOCK = 128 << 10;

  /** Overhead of an event: its fields beside the data, with a position of a few partitions. */
  private static final int FIELDS = 128;

  private final Subscription subscription;
  private final StreamPosition validated;
  private final PoisonRecords poison;
  private final List<EncodedBlock> blocks = new ArrayList<>();
  private @Nullable Buffer plain;
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
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        read(record);
      } catch (IOException | RuntimeException e) { // one record must not end a stream
        poison.setAside(record.topic(), record.partition(), record.offset(), e);
      }
    }
  }

  private void read(ConsumerRecord<String, byte[]> record) throws IOException {
    if (after.isPast(record.partition(), record.offset()) || !matches(record)) {
      return;
    }
    StreamEvent event = StreamEvent.of(record);
    int length = event.data().length + FIELDS;
    if (plain != null && plain.length() + length > BLOCK) {
      encode(plain);
    }
    if (plain == null) {
      plain = Buffer.buffer(Math.max(length, BLOCK));
    }
    after = after.after(event.partition(), event.offset());
    subscription.encoding().format().event(plain, event, after);
  }

  private void encode(Buffer events) {
    blocks.add(subscription.encoding().encode(events, after, OptionalLong.empty()));
    plain = null;
  }

  private boolean matches(ConsumerRecord<String, byte[]> record) throws IOException {
    boolean valid =
        validated.isPast(record.partition(), record.offset())
            && !poison.isSetAside(record.topic(), record.partition(), record.offset());
    return valid && subscription.takesAll()
        || subscription.matches(ItemRecord.decode(record).item());
  }

  /** All events; none where none of them matches. */
  List<EncodedBlock> encoded() {
    if (plain != null) {
      encode(plain);
    }
    return blocks;
  }
}
