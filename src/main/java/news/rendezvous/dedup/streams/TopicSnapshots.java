package news.rendezvous.dedup.streams;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicReader;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the topics that a store is rebuilt from, up to their ends at the time of opening. */
public interface TopicSnapshots {

  Snapshot items();

  /** Opens one partition of the entries topic. */
  Snapshot entries(int partition);

  /** The records that a topic had when it was opened, from the first to the last. */
  interface Snapshot extends AutoCloseable {

    /** The next records; none where they do not arrive in time. */
    Iterable<ConsumerRecord<@Nullable String, byte @Nullable []>> next();

    boolean isAtEnd();

    @Override
    void close();
  }

  static TopicSnapshots of(TopicClients clients, Topics topics) {
    return new TopicSnapshots() {
      @Override
      public Snapshot items() {
        return new OfReader(
            clients.snapshot(topics.items(), OptionalInt.empty(), OfReader.CONSUMER));
      }

      @Override
      public Snapshot entries(int partition) {
        return new OfReader(
            clients.snapshot(topics.entries(), OptionalInt.of(partition), OfReader.CONSUMER));
      }
    };
  }

  /** Reads in short steps, which block the stream thread: it has transactions to commit. */
  record OfReader(TopicReader reader) implements Snapshot {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Map<String, Object> CONSUMER =
        Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);

    @Override
    public Iterable<ConsumerRecord<@Nullable String, byte @Nullable []>> next() {
      return reader.poll(POLL);
    }

    @Override
    public boolean isAtEnd() {
      return reader.isAtEnd();
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
