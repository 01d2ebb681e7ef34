package news.rendezvous.dedup;

import java.util.Optional;
import java.util.Set;
import news.rendezvous.dedup.streams.ChangelogTopic;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Kafka Streams topology: entries topic, {@link EntryProcessor} with its store, items topic. */
final class DedupTopology {

  private static final String ENTRIES = "entries";
  private static final String DECISION = "decision";

  private DedupTopology() {}

  static Topology of(Topics topics, DedupContext dedup) {
    return of(topics, dedup, Stores.persistentKeyValueStore(dedup.layout().storeName()));
  }

  static Topology of(Topics topics, DedupContext dedup, KeyValueBytesStoreSupplier supplier) {
    StoreBuilder<KeyValueStore<Bytes, byte[]>> store =
        Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingEnabled(ChangelogTopic.SETTINGS)
            .withCachingDisabled();
    StreamPartitioner<String, byte[]> home =
        (topic, edition, value, count) -> Optional.of(Set.of(dedup.layout().partitionOf(edition)));
    return new Topology()
        .addSource(ENTRIES, new StringDeserializer(), new ByteArrayDeserializer(), topics.entries())
        .addProcessor(DECISION, () -> new EntryProcessor(dedup), ENTRIES)
        .addStateStore(store, DECISION)
        .addSink(
            EntryProcessor.ITEMS,
            topics.items(),
            new StringSerializer(),
            new ByteArraySerializer(),
            DECISION)
        .addSink(
            EntryProcessor.REPARTITION,
            topics.entries(),
            new StringSerializer(),
            new ByteArraySerializer(),
            home,
            DECISION);
  }
}
