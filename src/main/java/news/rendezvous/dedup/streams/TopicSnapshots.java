package news.rendezvous.dedup.streams;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

  boolean hasPreviousChangelog();

  /**
   * Opens one partition of the changelog of the previous version. Keys are binary, each character a
   * byte (ISO 8859-1).
   */
  Snapshot previousChangelog(int partition);

  /** The records that a topic had when it was opened, from the first to the last. */
  interface Snapshot extends AutoCloseable {

    /** The next records; none where they do not arrive in time. */
    Iterable<ConsumerRecord<@Nullable String, byte @Nullable []>> next();

    boolean isAtEnd();

    @Override
    void close();
  }

  static TopicSnapshots of(
      TopicClients clients, Topics topics, Optional<String> previousChangelog) {
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

      @Override
      public boolean hasPreviousChangelog() {
        return previousChangelog.isPresent();
      }

      @Override
      public Snapshot previousChangelog(int partition) {
        String topic = previousChangelog.orElseThrow();
        return new OfReader(
            clients.snapshot(topic, OptionalInt.of(partition), OfReader.BINARY_KEYS));
      }
    };
  }

  /** Reads in short steps, which block the stream thread: it has transactions to commit. */
  record OfReader(TopicReader reader) implements Snapshot {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final Map<String, Object> CONSUMER =
        Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
    private static final Map<String, Object> BINARY_KEYS =
        Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            2_000,
            "key.deserializer.encoding",
            StandardCharsets.ISO_8859_1.name());

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
