package news.rendezvous.dedup;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import news.rendezvous.dedup.store.ChangelogOffsets;
import news.rendezvous.dedup.store.MapDatabase;
import news.rendezvous.dedup.store.StoreKeys;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.store.StoreTransactions;
import news.rendezvous.dedup.store.StoryDatabases;
import news.rendezvous.dedup.store.StoryStateStore;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.dedup.streams.StreamPace;
import news.rendezvous.dedup.streams.TopicSnapshots;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.kafka.trace.PipelineTracing;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The topology under a test driver, whose clock the test advances. The store is in memory, since
 * the driver flushes it after each record.
 */
final class StageFixture implements AutoCloseable {

  static final Duration WINDOW = Duration.ofDays(30);

  private static final HexFormat HEX = HexFormat.of();

  static final StoreLayout LAYOUT = new StoreLayout(1);

  static final TopicSnapshots NO_TOPICS = new ListedTopics(List.of(), List.of(), List.of());
  private static final Generation GENERATION = new Generation(Uuid.randomUuid(), Uuid.randomUuid());

  private final Topics topics = TestTopics.named("test");
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final StoreTransactions transactions;
  private final MapDatabase database;
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> entries;
  private final TestOutputTopic<String, byte[]> items;

  StageFixture(Path state) {
    this(state, WINDOW);
  }

  StageFixture(Path state, Duration window) {
    this(state, window, new MapDatabase(), new StoreTransactions());
  }

  /** The topology with its store on disk. */
  static StageFixture onDisk(Path state) {
    StoreTransactions transactions = new StoreTransactions();
    StoryDatabases databases =
        StoryDatabases.onDisk(
            state.resolve("stories"), changelog -> new ChangelogOffsets.Range(0, Long.MAX_VALUE));
    return new StageFixture(
        state,
        WINDOW,
        new MapDatabase(),
        transactions,
        StoryStateStore.builder(LAYOUT.storeName(), databases, transactions)
            .withLoggingEnabled(Map.of()));
  }

  private StageFixture(
      Path state, Duration window, MapDatabase database, StoreTransactions transactions) {
    this(
        state,
        window,
        database,
        transactions,
        MapDatabase.builder(LAYOUT.storeName(), () -> database, transactions)
            .withLoggingEnabled(Map.of()));
  }

  private StageFixture(
      Path state,
      Duration window,
      MapDatabase database,
      StoreTransactions transactions,
      StoreBuilder<StoryStateStore> store) {
    this.transactions = transactions;
    this.database = database;
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    driver =
        new TopologyTestDriver(
            DedupTopology.of(
                topics, context(LAYOUT, NO_TOPICS, GENERATION, window, metrics), store),
            properties,
            TestEntries.SEEN);
    entries =
        driver.createInputTopic(
            topics.entries(), new StringSerializer(), new ByteArraySerializer());
    items =
        driver.createOutputTopic(
            topics.items(), new StringDeserializer(), new ByteArrayDeserializer());
    rebuild();
  }

  /** Collaborators of a stage that keeps at most 50 duplicates for a window of 30 days. */
  static DedupContext context(
      StoreLayout layout, TopicSnapshots logs, Generation generation, SimpleMeterRegistry metrics) {
    return context(layout, logs, generation, WINDOW, metrics);
  }

  private static DedupContext context(
      StoreLayout layout,
      TopicSnapshots logs,
      Generation generation,
      Duration window,
      SimpleMeterRegistry metrics) {
    return new DedupContext(
        new Decider(50),
        1_000_000,
        window,
        new DedupMetrics(metrics),
        PipelineTracing.OFF,
        new PoisonRecords(metrics),
        layout,
        generation,
        logs,
        new StreamPace(Duration.ofMillis(50)));
  }

  // An empty store is rebuilt first, here from empty topics.
  private void rebuild() {
    for (int steps = 0; steps < 4; steps++) {
      advance(EntryProcessor.EXPIRE_EVERY);
    }
  }

  void send(Dispatch... all) {
    for (Dispatch dispatch : all) {
      send(dispatch.edition(), Json.encode(dispatch));
    }
  }

  void send(String edition, byte[] value) {
    entries.pipeInput(edition, value);
    transactions.committed();
  }

  void advance(Duration time) {
    driver.advanceWallClockTime(time);
    transactions.committed();
  }

  /** The records that were published since the last call. */
  List<TestRecord<String, byte[]>> records() {
    return items.readRecordsToList();
  }

  /** The types of the records that were published since the last call. */
  List<String> types() {
    return records().stream().map(StageFixture::type).toList();
  }

  /** The items that were published since the last call, without tombstones. */
  List<NewsItem> items() throws IOException {
    List<NewsItem> shown = new ArrayList<>();
    for (TestRecord<String, byte[]> record : records()) {
      if (record.value() != null) {
        shown.add(item(record));
      }
    }
    return shown;
  }

  /** Keys and values of the store in hexadecimal, besides its generation. */
  Map<String, String> stored() {
    return hex(database);
  }

  static Map<String, String> hex(MapDatabase database) {
    Map<String, String> stored = new TreeMap<>();
    database
        .rows()
        .forEach((key, value) -> stored.put(HEX.formatHex(key.get()), HEX.formatHex(value)));
    stored.remove(HEX.formatHex(StoreKeys.generation().get()));
    return stored;
  }

  /** Puts such keys and values into the store. */
  void store(Map<String, String> stored) {
    stored.forEach(
        (key, value) -> database.rows().put(Bytes.wrap(HEX.parseHex(key)), HEX.parseHex(value)));
  }

  /** Number of keys that compaction would leave in the changelog, besides the generation's. */
  long inChangelog() {
    Map<Bytes, Boolean> last = new HashMap<>();
    for (KeyValue<byte[], byte[]> record : changelog()) {
      last.put(Bytes.wrap(record.key), record.value != null);
    }
    last.remove(StoreKeys.generation());
    return last.values().stream().filter(present -> present).count();
  }

  /** The records of the changelog since the last call. */
  List<KeyValue<byte[], byte[]>> changelog() {
    TestOutputTopic<byte[], byte[]> changelog =
        driver.createOutputTopic(
            LAYOUT.changelog("test"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return changelog.readKeyValuesToList();
  }

  double counted(String name, String... tags) {
    return metrics.find(name).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  static NewsItem item(TestRecord<String, byte[]> record) throws IOException {
    return Json.decode(record.value(), NewsItem.class);
  }

  static String type(TestRecord<String, byte[]> record) {
    return header(record, "ce_type").replace("news.rendezvous.item.", "");
  }

  static String header(TestRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    driver.close();
  }
}
