package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.SEEN;
import static news.rendezvous.dedup.TestEntries.entry;
import static news.rendezvous.dedup.TestEntries.seenAt;
import static news.rendezvous.dedup.TestEntries.sketched;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import news.rendezvous.dedup.store.MapDatabase;
import news.rendezvous.dedup.store.StoryStateStore;
import news.rendezvous.item.Dispatch.Withdrawal;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The changelog has no indexes: a restore makes them. */
class ChangelogRestoreTest {

  private static final Entry FERRY =
      sketched(entry("quay", "a", "quay.example/a", "It sails."), "ab", "a");
  private static final Entry FERRY_LATE =
      seenAt(
          SEEN.plusSeconds(60),
          sketched(entry("quay", "a", "quay.example/late", "It sails late."), "bc", "b"));
  private static final Entry COPY = entry("pier", "b", "quay.example/a", "It sails.");
  private static final Entry CRANE =
      sketched(entry("quay", "c", "quay.example/c", "It lifts."), "ad", "d");

  @TempDir private Path dir;
  private StageFixture stage;

  @BeforeEach
  void start() {
    stage = new StageFixture(dir);
    stage.changelog();
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  @Test
  void hasTwoRecordsOfANewStory() {
    stage.send(FERRY);

    assertThat(stage.changelog())
        .extracting(record -> HexFormat.of().formatHex(record.key))
        .containsExactly(
            "69f3480c1514325458ab7cdff126da643b", "73f3480c1514325458ab7cdff126da643b");
  }

  @Test
  void restoresTheDatabase() {
    stage.send(FERRY, COPY, CRANE);
    stage.send(FERRY_LATE);

    assertThat(restored(1)).isEqualTo(stage.stored());
  }

  @Test
  void restoresTheDatabaseInBatches() {
    stage.send(FERRY, COPY, CRANE);
    stage.send(FERRY_LATE);

    assertThat(restored(100)).isEqualTo(stage.stored());
  }

  @Test
  void restoresWithdrawnStories() {
    stage.send(FERRY, CRANE);
    ItemId id = ItemId.parse("urn:uuid:f3480c15-1432-5458-ab7c-dff126da643b").orElseThrow();
    stage.send(new Withdrawal("en", id, "quay", 1, SEEN));

    assertThat(restored(1)).isEqualTo(stage.stored());
  }

  @Test
  void restoresNothingOfExpiredStories() {
    stage.send(FERRY, COPY, CRANE);
    stage.advance(StageFixture.WINDOW.plusDays(1));

    assertThat(restored(1)).isEmpty();
  }

  /** The rows that a restore in batches of a size makes, as {@link StageFixture#stored}. */
  private Map<String, String> restored(int batch) {
    MapDatabase database = new MapDatabase();
    List<StateRestoreCallback> callbacks = new ArrayList<>();
    StoryStateStore store =
        MapDatabase.builder("restored", () -> database).withLoggingDisabled().build();
    MockProcessorContext<String, byte[]> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), dir.toFile());
    store.init(registering(context.getStateStoreContext(), callbacks), store);
    BatchingStateRestoreCallback restore = (BatchingStateRestoreCallback) callbacks.get(0);
    List<KeyValue<byte[], byte[]>> records = stage.changelog();
    for (int at = 0; at < records.size(); at += batch) {
      restore.restoreAll(records.subList(at, Math.min(records.size(), at + batch)));
    }
    return StageFixture.hex(database);
  }

  /** A context whose stores are restored by the test. */
  private static StateStoreContext registering(
      StateStoreContext context, List<StateRestoreCallback> callbacks) {
    return (StateStoreContext)
        Proxy.newProxyInstance(
            ChangelogRestoreTest.class.getClassLoader(),
            new Class<?>[] {StateStoreContext.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("register")) {
                callbacks.add((StateRestoreCallback) arguments[1]);
                return null;
              }
              return method.invoke(context, arguments);
            });
  }
}
