package news.rendezvous.dedup;

import java.util.Optional;
import java.util.Set;
import news.rendezvous.dedup.store.StoryStateStore;
import news.rendezvous.dedup.streams.ChangelogTopic;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.StoreBuilder;

/** Kafka Streams topology: entries topic, {@link EntryProcessor} with its store, items topic. */
final class DedupTopology {

  private static final String ENTRIES = "entries";
  private static final String DECISION = "decision";

  private DedupTopology() {}

  static Topology of(Topics topics, DedupContext dedup) {
    String name = dedup.layout().storeName();
    return of(topics, dedup, StoryStateStore.builder(name, ChangelogTopic.SETTINGS));
  }

  static Topology of(Topics topics, DedupContext dedup, StoreBuilder<StoryStateStore> store) {
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
