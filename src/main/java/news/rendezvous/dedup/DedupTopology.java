package news.rendezvous.dedup;

import java.util.Map;
import news.rendezvous.broker.Topics;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** From the entries topic to the items topic. */
final class DedupTopology {

  // What was forgotten is a tombstone in the changelog, which shrinks only where a segment closes;
  // and a start on a new disk reads all of it.
  private static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG,
          String.valueOf(64 << 20),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.3");

  private DedupTopology() {}

  static Topology of(Topics topics, Rules rules) {
    Serde<String> text = Serdes.String();
    Serde<byte[]> bytes = Serdes.ByteArray();
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(memory());
    builder.stream(topics.entries(), Consumed.with(text, bytes))
        .process(() -> new EntryProcessor(rules), EntryProcessor.MEMORY)
        .to(topics.items(), Produced.with(text, bytes));
    return builder.build();
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> memory() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(EntryProcessor.MEMORY),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withLoggingEnabled(CHANGELOG)
        .withCachingDisabled();
  }
}
