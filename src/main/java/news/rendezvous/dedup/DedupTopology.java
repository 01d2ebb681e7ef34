package news.rendezvous.dedup;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import news.rendezvous.broker.Topics;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** From the entries topic to the items topic. */
final class DedupTopology {

  /** Sink of what is decided. */
  static final String ITEMS = "items";

  /** Sink of entries that another partition must decide: back to the entries topic. */
  static final String HOME = "home";

  /**
   * Settings of the changelog. What was forgotten is a tombstone in it, which leaves only where a
   * segment closes; and a start on a new disk reads all of it.
   */
  static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG,
          String.valueOf(64 << 20),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.3");

  private static final String ENTRIES = "entries";
  private static final String DECISION = "decision";

  private DedupTopology() {}

  static Topology of(Topics topics, Rules rules, MemoryOrigin origin) {
    MemoryLayout layout = origin.layout();
    StreamPartitioner<String, byte[]> home =
        (topic, edition, value, count) -> Optional.of(Set.of(layout.partitionOf(edition)));
    return new Topology()
        .addSource(ENTRIES, new StringDeserializer(), new ByteArrayDeserializer(), topics.entries())
        .addProcessor(DECISION, () -> new EntryProcessor(rules, origin), ENTRIES)
        .addStateStore(memory(layout), DECISION)
        .addSink(ITEMS, topics.items(), new StringSerializer(), new ByteArraySerializer(), DECISION)
        .addSink(
            HOME,
            topics.entries(),
            new StringSerializer(),
            new ByteArraySerializer(),
            home,
            DECISION);
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> memory(MemoryLayout layout) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(layout.storeName()), Serdes.Bytes(), Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG)
        .withCachingDisabled();
  }
}
