package news.rendezvous.serve.hub.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicLayout;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.view.ItemRecord;
import news.rendezvous.view.ItemsListener;
import news.rendezvous.view.StreamPosition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Ring buffer of the newest events of the items topic, bounded in number and bytes. Written by the
 * thread that reads the topic, read by any.
 *
 * <p>Events are numbered in the order of this replica's reading, which is that of the topic within
 * each partition. A number is meant for this process alone; what lasts is the {@link
 * StreamPosition} before it.
 */
@ApplicationScoped
public class EventWindow implements ItemsListener {

  /**
   * An event of the window.
   *
   * @param before position before this event and after all before it
   * @param after position after this event and all before it
   */
  public record Numbered(
      long number, HubEvent event, StreamPosition before, StreamPosition after) {}

  /** Receives changes, on the reading thread; must not block. */
  public interface Listener {

    void grown();

    /**
     * All events left the window, which fills again.
     *
     * @param recreated the topic was created again: earlier positions are not valid
     */
    void emptied(boolean recreated);
  }

  private final PoisonRecords poison;
  private final Supplier<Optional<TopicLayout>> layout;
  private final @Nullable Numbered[] ring;
  private final long maxBytes;

  private volatile Listener listener =
      new Listener() {
        @Override
        public void grown() {}

        @Override
        public void emptied(boolean recreated) {}
      };

  private long first;
  private long end;
  private long bytes;
  private StreamPosition start = StreamPosition.of();
  private StreamPosition reached = StreamPosition.of();
  private boolean ready;
  private boolean unannounced; // confined to the reading thread
  private volatile @Nullable Uuid topicId;

  @Inject
  EventWindow(DeliveryConfig config, PoisonRecords poison, TopicClients clients, Topics topics) {
    this(
        config.window(),
        config.windowSize().asLongValue(),
        poison,
        () -> clients.layout(topics.items()));
  }

  EventWindow(
      int capacity, long maxBytes, PoisonRecords poison, Supplier<Optional<TopicLayout>> layout) {
    this.ring = new Numbered[capacity];
    this.maxBytes = maxBytes;
    this.poison = poison;
    this.layout = layout;
  }

  public void listen(Listener one) {
    listener = one;
  }

  @Override
  public void read(ItemRecord record) {
    try {
      add(HubEvent.of(record));
      unannounced = true;
    } catch (IOException e) {
      ConsumerRecord<?, ?> raw = record.raw();
      poison.setAside(raw.topic(), raw.partition(), raw.offset(), e);
    }
  }

  synchronized void add(HubEvent event) {
    if (reached.next(event.partition()) == 0) { // older records than the first do not exist
      start = start.after(event.partition(), event.offset() - 1);
    }
    if (end - first == ring.length) {
      evict();
    }
    StreamPosition after = reached.after(event.partition(), event.offset());
    ring[slot(end)] = new Numbered(end, event, reached, after);
    reached = after;
    end++;
    bytes += event.size();
    while (bytes > maxBytes && end - first > 1) {
      evict();
    }
  }

  private void evict() {
    Numbered oldest = at(first);
    HubEvent event = oldest.event();
    start = start.after(event.partition(), event.offset());
    bytes -= event.size();
    ring[slot(first)] = null;
    first++;
  }

  private int slot(long number) {
    return (int) (number % ring.length);
  }

  private Numbered at(long number) {
    Numbered found = ring[slot(number)];
    if (found == null) {
      throw new IllegalStateException("the window does not hold event " + number);
    }
    return found;
  }

  @Override
  public void polled() {
    if (unannounced && isReady()) {
      unannounced = false;
      listener.grown();
    }
  }

  @Override
  public void caughtUp(Map<Integer, Long> positions) {
    reachEnd(StreamPosition.of(positions));
    topicId = layout.get().map(TopicLayout::id).orElse(null);
    listener.grown();
  }

  private synchronized void reachEnd(StreamPosition positions) {
    for (int partition = 0; partition < positions.partitions(); partition++) {
      if (reached.next(partition) == 0) {
        start = start.after(partition, positions.next(partition) - 1);
      }
    }
    reached = reached.or(positions);
    ready = true;
  }

  @Override
  public void readingAgain() {
    empty();
    Uuid now = layout.get().map(TopicLayout::id).orElse(topicId);
    listener.emptied(topicId != null && !topicId.equals(now));
  }

  private synchronized void empty() {
    while (first < end) {
      evict();
    }
    first = ++end; // no number of before is held
    start = StreamPosition.of();
    reached = StreamPosition.of();
    ready = false;
  }

  /** A position of the topic that is read: the beginning in place of one of a topic before it. */
  StreamPosition ofTopic(StreamPosition position) {
    Uuid topic = topicId;
    return topic == null || position.mayBeIn(topic) ? position : StreamPosition.of();
  }

  /** True once the topic was read to its end. */
  public synchronized boolean isReady() {
    return ready;
  }

  /**
   * The number of the first event of the window that is not before a position; empty if an event
   * between may have left the window.
   */
  synchronized OptionalLong numberAt(StreamPosition position) {
    if (!ready || !position.reaches(start)) {
      return OptionalLong.empty();
    }
    long low = first;
    long high = end;
    while (low < high) { // positions only grow: a binary search
      long middle = (low + high) >>> 1;
      if (position.reaches(at(middle).after())) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return OptionalLong.of(low);
  }

  /** True while all events from this number on are in the window. */
  synchronized boolean holds(long number) {
    return ready && number >= first && number <= end;
  }

  /** The events from a number on; null where some of them have left the window. */
  synchronized @Nullable List<Numbered> from(long number) {
    if (!holds(number)) {
      return null;
    }
    List<Numbered> events = new ArrayList<>((int) (end - number));
    for (long one = number; one < end; one++) {
      events.add(at(one));
    }
    return events;
  }

  /** The number of the next event. */
  public synchronized long end() {
    return end;
  }

  /** The position before the oldest event. */
  synchronized StreamPosition start() {
    return start;
  }

  /** The position after the newest event. */
  public synchronized StreamPosition reached() {
    return reached;
  }
}
