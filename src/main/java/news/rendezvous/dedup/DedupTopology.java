package news.rendezvous.dedup;

import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.broker.Topics;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/** From the entries topic to the items topic. */
final class DedupTopology {

  private DedupTopology() {}

  static Topology of(Topics topics, Decider decider, PoisonRecords poison) {
    Serde<String> text = Serdes.String();
    Serde<byte[]> bytes = Serdes.ByteArray();
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(EntryProcessor.ALIASES), text, text));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(EntryProcessor.STORIES), text, bytes));
    builder.stream(topics.entries(), Consumed.with(text, bytes))
        .process(
            () -> new EntryProcessor(decider, poison),
            EntryProcessor.ALIASES,
            EntryProcessor.STORIES)
        .to(topics.items(), Produced.with(text, bytes));
    return builder.build();
  }
}
