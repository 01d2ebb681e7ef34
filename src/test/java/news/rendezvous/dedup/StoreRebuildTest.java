package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.SEEN;
import static news.rendezvous.dedup.TestEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import news.rendezvous.dedup.store.MapDatabase;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.store.StoryStateStore;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.item.Dispatch;
import news.rendezvous.item.Dispatch.Withdrawal;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreRebuildTest {

  private static final Uuid ITEMS = Uuid.randomUuid();
  private static final Uuid ENTRIES = Uuid.randomUuid();
  private static final StoreLayout ONE = new StoreLayout(1);
  private static final Entry FERRY = entry("harbour", "a", "news.example.org/a", "It sails.");
  private static final Entry FERRY_LATE =
      TestEntries.seenAt(
          SEEN.plusSeconds(60),
          entry("harbour", "a", "news.example.org/a", "It sails an hour late."));
  private static final Entry QUAY = entry("harbour", "b", "news.example.org/b", "It is mended.");

  @TempDir private Path dir;
  private StoryStateStore store;
  private MapDatabase database;
  private Map<String, String> before;
  private final List<ConsumerRecord<String, byte[]>> items = new ArrayList<>();
  private final List<ConsumerRecord<String, byte[]>> entries = new ArrayList<>();
  private final List<ConsumerRecord<String, byte[]>> previous = new ArrayList<>();
  private MockProcessorContext<String, byte[]> context;
  private EntryProcessor processor;

  @BeforeEach
  void loseStore() {
    store = store(ONE);
  }

  @Test
  void publishesAgainAfterTheItemsTopicWasCreatedAgain() {
    begin(ITEMS, ENTRIES);
    send(FERRY);
    assertThat(types()).containsExactly("published");

    begin(Uuid.randomUuid(), ENTRIES); // created again, and empty
    send(FERRY);

    assertThat(types()).containsExactly("published");
  }

  @Test
  void processesTheEntriesTopicAgainAfterTheItemsTopicWasCreatedAgain() {
    begin(ITEMS, ENTRIES);
    send(FERRY, QUAY);
    types();

    entries.addAll(List.of(sent(FERRY, 0), sent(QUAY, 1)));
    begin(Uuid.randomUuid(), ENTRIES);

    assertThat(types()).containsExactly("published", "published");
  }

  @Test
  void holdsEntriesBackUntilTheRebuildReadsThem() {
    open(ITEMS, ENTRIES);
    send(FERRY);
    assertThat(types()).isEmpty();

    entries.add(sent(FERRY, 0));
    step();

    assertThat(types()).containsExactly("published");
  }

  @Test
  void restoresStoriesFromTheItemsTopic() throws IOException {
    begin(ITEMS, ENTRIES);
    send(FERRY);
    items.addAll(published());

    loseStore(); // its changelog, too
    begin(ITEMS, ENTRIES);
    send(FERRY);
    assertThat(types()).isEmpty();
    send(FERRY_LATE, FERRY_LATE);

    List<ConsumerRecord<String, byte[]>> revisions = published();
    assertThat(revisions).hasSize(1);
    assertThat(item(revisions.get(0)).extension().revision()).isEqualTo(2);
  }

  @Test
  void restoresTheLatestRevisionOfAnItem() {
    begin(ITEMS, ENTRIES);
    send(FERRY, FERRY_LATE);
    items.addAll(published());

    loseStore();
    begin(ITEMS, ENTRIES);
    send(FERRY, FERRY_LATE); // as the entries topic has them

    assertThat(types()).isEmpty();
  }

  @Test
  void restoresTheCarriersOfAnItem() {
    Entry copy = entry("canal", "77", "news.example.org/a", "It sails.");
    begin(ITEMS, ENTRIES);
    send(FERRY, copy);
    items.addAll(published());

    loseStore();
    begin(ITEMS, ENTRIES);
    send(copy, entry("pier", "x", "news.example.org/a", "It sails."));

    assertThat(types()).containsExactly("duplicated");
  }

  @Test
  void keepsWithdrawnStoriesWithdrawn() throws IOException {
    begin(ITEMS, ENTRIES);
    send(FERRY);
    NewsItem item = item(published().get(0));
    send(new Withdrawal("en", item.id(), "harbour", 1, SEEN));
    assertThat(types()).containsExactly("withdrawn");

    begin(Uuid.randomUuid(), ENTRIES);
    send(FERRY, QUAY);

    assertThat(types()).containsExactly("published");
  }

  @Test
  void readsAnEntriesTopicThatWasCreatedAgainFromItsBeginning() {
    begin(ITEMS, ENTRIES);
    send(FERRY);
    types();

    entries.addAll(List.of(sent(FERRY, 0), sent(QUAY, 1)));
    begin(ITEMS, Uuid.randomUuid()); // created again: committed offsets may have skipped them

    assertThat(types()).containsExactly("published");
  }

  /** A rebuild from items alone would not know the text that the story's source had. */
  @Test
  void importsTheChangelogOfThePreviousVersion() {
    begin(ITEMS, ENTRIES);
    send(FERRY, QUAY);
    items.addAll(published());
    send(FERRY_LATE);
    items.addAll(published());
    previous.addAll(rowsAsChangelog());

    loseStore();
    begin(ITEMS, ENTRIES);
    send(FERRY_LATE, QUAY);

    assertThat(types()).isEmpty();
    assertThat(StageFixture.hex(database)).isEqualTo(before);
  }

  @Test
  void importsNoStoriesOfAnotherItemsTopic() {
    begin(ITEMS, ENTRIES);
    send(FERRY);
    types();
    previous.addAll(rowsAsChangelog());

    loseStore();
    begin(Uuid.randomUuid(), ENTRIES);
    send(FERRY);

    assertThat(types()).containsExactly("published");
  }

  @Test
  void takesNewerItemsThanThoseOfTheImportedChangelog() {
    begin(ITEMS, ENTRIES);
    send(FERRY);
    items.addAll(published());
    previous.addAll(rowsAsChangelog());
    send(FERRY_LATE, QUAY);
    items.addAll(published());

    loseStore();
    begin(ITEMS, ENTRIES);
    send(FERRY_LATE, QUAY);

    assertThat(types()).isEmpty();
  }

  // The previous version logged each row of its database.
  private List<ConsumerRecord<String, byte[]>> rowsAsChangelog() {
    before = StageFixture.hex(database);
    return database.rows().entrySet().stream()
        .map(
            row ->
                new ConsumerRecord<>(
                    "changelog",
                    0,
                    0,
                    new String(row.getKey().get(), StandardCharsets.ISO_8859_1),
                    row.getValue()))
        .toList();
  }

  @Test
  void rebuildsNothingForTheSameTopics() {
    begin(ITEMS, ENTRIES);
    send(FERRY);
    types();

    entries.add(sent(QUAY, 0)); // would be read again
    begin(ITEMS, ENTRIES);

    assertThat(types()).isEmpty();
  }

  @Test
  void purgesInSeveralSteps() {
    begin(ITEMS, ENTRIES);
    Entry[] many =
        IntStream.range(0, 450)
            .mapToObj(n -> entry("harbour", "g" + n, "news.example.org/" + n, "Tide " + n))
            .toArray(Entry[]::new);
    send(many);
    assertThat(types()).hasSize(450);

    begin(Uuid.randomUuid(), ENTRIES);
    send(many);

    assertThat(types()).hasSize(450).containsOnly("published");
  }

  @Test
  void forwardsAnEditionToThePartitionThatStoresIt() {
    StoreLayout layout = new StoreLayout(4);
    int home = layout.partitionOf("en");
    store = store(layout);
    open(layout, (home + 1) % 4, ITEMS, ENTRIES);
    step();
    send(FERRY);

    assertThat(context.forwarded(EntryProcessor.ITEMS)).isEmpty();
    assertThat(context.forwarded(EntryProcessor.REPARTITION))
        .singleElement()
        .satisfies(
            sent -> {
              assertThat(sent.record().key()).isEqualTo("en");
              assertThat(sent.record().value()).isEqualTo(Json.encode(FERRY));
            });
  }

  private void begin(Uuid itemsTopic, Uuid entriesTopic) {
    open(itemsTopic, entriesTopic);
    step();
    entries.clear();
  }

  private void open(Uuid itemsTopic, Uuid entriesTopic) {
    open(ONE, 0, itemsTopic, entriesTopic);
  }

  private void open(StoreLayout layout, int partition, Uuid itemsTopic, Uuid entriesTopic) {
    context = new MockProcessorContext<>(new Properties(), new TaskId(0, partition), dir.toFile());
    context.setCurrentSystemTimeMs(SEEN.toEpochMilli());
    context.addStateStore(store);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    Generation generation = new Generation(itemsTopic, entriesTopic);
    processor =
        new EntryProcessor(
            StageFixture.context(
                layout, new ListedTopics(items, entries, previous), generation, metrics));
    processor.init(context);
  }

  // Enough steps for a whole rebuild.
  private void step() {
    for (int steps = 0; steps < 10; steps++) {
      context.scheduledPunctuators().stream()
          .filter(punctuator -> !punctuator.cancelled())
          .forEach(punctuator -> punctuator.getPunctuator().punctuate(SEEN.toEpochMilli()));
    }
  }

  private void send(Dispatch... all) {
    for (Dispatch dispatch : all) {
      context.setRecordMetadata("entries", context.taskId().partition(), 0);
      processor.process(
          new Record<>(dispatch.edition(), Json.encode(dispatch), SEEN.toEpochMilli()));
    }
  }

  private List<String> types() {
    return published().stream().map(PublishedItems::type).toList();
  }

  /** The records that were published since the last call, as a consumer reads them. */
  private List<ConsumerRecord<String, byte[]>> published() {
    List<ConsumerRecord<String, byte[]>> records =
        context.forwarded(EntryProcessor.ITEMS).stream()
            .map(forward -> StoreRebuildTest.inTopic(forward.record()))
            .toList();
    context.resetForwards();
    return records;
  }

  private static ConsumerRecord<String, byte[]> inTopic(
      Record<? extends String, ? extends byte[]> record) {
    return new ConsumerRecord<>(
        "items",
        0,
        0,
        record.timestamp(),
        TimestampType.CREATE_TIME,
        0,
        0,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }

  private static ConsumerRecord<String, byte[]> sent(Entry entry, long offset) {
    return new ConsumerRecord<>(
        "entries",
        0,
        offset,
        SEEN.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        entry.edition(),
        Json.encode(entry),
        new Record<>("", "", 0).headers(),
        Optional.empty());
  }

  private static NewsItem item(ConsumerRecord<String, byte[]> record) throws IOException {
    return Json.decode(record.value(), NewsItem.class);
  }

  private StoryStateStore store(StoreLayout layout) {
    StoryStateStore opened =
        MapDatabase.builder(layout.storeName(), () -> database = new MapDatabase())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<String, byte[]> any =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), dir.toFile());
    opened.init(any.getStateStoreContext(), opened);
    return opened;
  }
}
