package news.rendezvous.serve.hub.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicReader;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.view.ItemRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Reads older events from the topic, in blocks that begin at multiples of their length: subscribers
 * that are behind by about the same time share them.
 */
@ApplicationScoped
public class TopicHistory implements EventHistory, AutoCloseable {

  /** Offsets of a block. */
  private static final int LENGTH = 256;

  /** Most bytes of a block, but for a single larger record. */
  private static final int BYTES = 1 << 20;

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration KEPT = Duration.ofMinutes(1);

  // A poll is a block, so that the rest of a fetch is kept for the next one.
  private static final Map<String, Object> SETTINGS =
      Map.of(
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          LENGTH,
          ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
          50);

  private record Start(int partition, long offset) {}

  /** A reader, and the block that it would read without another fetch. */
  private record IdleReader(TopicReader reader, @Nullable Start next) {}

  private final TopicClients clients;
  private final String topic;
  private final PoisonRecords poison;
  private final Cache<Start, Block> blocks;
  private final Deque<IdleReader> idle = new ArrayDeque<>();
  private boolean closed;

  @Inject
  TopicHistory(DeliveryConfig config, TopicClients clients, Topics topics, PoisonRecords poison) {
    this.clients = clients;
    this.topic = topics.items();
    this.poison = poison;
    this.blocks =
        Caffeine.newBuilder()
            .maximumWeight(config.windowSize().asLongValue())
            .weigher((Start start, Block block) -> weight(block))
            .expireAfterAccess(KEPT)
            .build();
  }

  private static int weight(Block block) {
    return block.events().stream().mapToInt(HubEvent::size).sum() + 100;
  }

  @Override
  public Block read(int partition, long offset) {
    long aligned = offset - offset % LENGTH;
    long end = aligned + LENGTH;
    Block block = block(new Start(partition, aligned), end, offset);
    if (block.to() <= offset) {
      block = block(new Start(partition, offset), end, offset);
    }
    if (block.to() <= offset) {
      throw new KafkaException("the topic ends before the offset " + offset);
    }
    return block;
  }

  // A block at the end of the topic is read again once there is more.
  private Block block(Start start, long end, long wanted) {
    Block known = blocks.getIfPresent(start);
    if (known != null && (known.to() > wanted || isFull(known))) {
      return known;
    }
    Block read = readBlock(start, end);
    blocks.put(start, read);
    return read;
  }

  private static boolean isFull(Block block) {
    return weight(block) > BYTES;
  }

  private Block readBlock(Start start, long end) {
    TopicReader reader = take(start);
    try {
      Block block = read(reader, start, end);
      add(new IdleReader(reader, new Start(start.partition(), block.to())));
      return block;
    } catch (RuntimeException e) { // its connections may be broken
      reader.close();
      throw e;
    }
  }

  private Block read(TopicReader reader, Start start, long end) {
    try {
      reader.readOnly(start.partition(), start.offset());
      return read(reader, start.partition(), start.offset(), end);
    } catch (OffsetOutOfRangeException e) {
      long oldest = reader.beginning()[0];
      if (oldest <= start.offset()) {
        throw new KafkaException("the topic has no offset " + start.offset() + " yet", e);
      }
      if (oldest >= end) {
        return new Block(start.partition(), oldest, oldest, List.of());
      }
      reader.readOnly(start.partition(), oldest);
      return read(reader, start.partition(), oldest, end);
    }
  }

  private Block read(TopicReader reader, int partition, long from, long end) {
    List<HubEvent> events = new ArrayList<>();
    int bytes = 0;
    long to = Math.min(end, reader.end()[0]); // a poll would wait for what is not there yet
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (reader.position()[0] < to) {
      for (ConsumerRecord<String, byte[]> record : reader.poll(POLL)) {
        if (record.offset() >= end) { // after a gap of compacted records
          long next = events.isEmpty() ? record.offset() : end;
          return new Block(partition, from, next, events);
        }
        HubEvent event = decode(record);
        if (event != null) {
          events.add(event);
          bytes += event.size();
        }
        if (bytes > BYTES) {
          return new Block(partition, from, record.offset() + 1, events);
        }
      }
      if (System.nanoTime() - deadline > 0) {
        throw new KafkaException("the topic was not read in time");
      }
    }
    return new Block(partition, from, Math.min(end, reader.position()[0]), events);
  }

  private @Nullable HubEvent decode(ConsumerRecord<String, byte[]> record) {
    try {
      return HubEvent.of(ItemRecord.decode(record));
    } catch (IOException | RuntimeException e) { // one record must not end a subscription
      poison.setAside(record.topic(), record.partition(), record.offset(), e);
      return null;
    }
  }

  @Override
  public long[] end() {
    try (TopicReader reader = clients.reader(topic, SETTINGS)) {
      return reader.end();
    }
  }

  private TopicReader take(Start start) {
    IdleReader ready = takeIdle(start);
    if (ready != null && clients.layout(topic).filter(ready.reader()::isOf).isPresent()) {
      return ready.reader();
    }
    if (ready != null) {
      ready.reader().close();
    }
    return clients.reader(topic, SETTINGS);
  }

  private synchronized @Nullable IdleReader takeIdle(Start start) {
    for (Iterator<IdleReader> readers = idle.iterator(); readers.hasNext(); ) {
      IdleReader ready = readers.next();
      if (start.equals(ready.next())) {
        readers.remove();
        return ready;
      }
    }
    return idle.poll();
  }

  private void add(IdleReader reader) {
    synchronized (this) {
      if (!closed) {
        idle.add(reader);
        return;
      }
    }
    reader.reader().close();
  }

  /** Forgets what was read, of a topic that was created again. */
  public void clear() {
    blocks.invalidateAll();
  }

  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(ready -> ready.reader().close());
    idle.clear();
  }
}
