package news.rendezvous.serve.stream;

import java.util.HashMap;
import java.util.Map;
import news.rendezvous.view.StreamPosition;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/**
 * Event at the end of the topic, encoded once for all streams that are there. Confined to the
 * thread that reads the topic.
 */
final class LiveEvent {

  private final StreamEvent event;
  private final @Nullable ViewItem item;
  private final StreamPosition before;
  private final StreamPosition after;
  private final long readAt;
  private final Map<StreamEncoding, EncodedBlock> encoded = new HashMap<>(4);

  /**
   * An event.
   *
   * @param item for filters; null for a withdrawal
   * @param before position of the streams at the end of the topic
   * @param readAt reading of {@link System#nanoTime} when its record was read
   */
  LiveEvent(StreamEvent event, @Nullable ViewItem item, StreamPosition before, long readAt) {
    this.event = event;
    this.item = item;
    this.before = before;
    this.after = before.after(event.partition(), event.offset());
    this.readAt = readAt;
  }

  /**
   * The event for a stream at a position: the same, unless the stream has read ahead of the others,
   * and its next positions differ until they have come there too.
   */
  LiveEvent from(StreamPosition position) {
    return position.equals(before) ? this : new LiveEvent(event, item, position, readAt);
  }

  boolean isBefore(StreamPosition position) {
    return position.isPast(event.partition(), event.offset());
  }

  @Nullable ViewItem item() {
    return item;
  }

  StreamPosition after() {
    return after;
  }

  EncodedBlock encoded(StreamEncoding encoding) {
    return encoded.computeIfAbsent(encoding, form -> form.encode(event, after, readAt));
  }
}
