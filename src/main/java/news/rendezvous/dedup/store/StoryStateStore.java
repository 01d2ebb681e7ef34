package news.rendezvous.dedup.store;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * State store of Kafka Streams that holds a {@link StoryStore}. Its changelog has stories and items
 * only: a new story is two records there, and fifteen keys of the database. The indexes follow from
 * the stories, and a restore makes them anew. Written to Kafka, they took most of the time of a
 * burst: sending, transaction, compaction.
 */
public final class StoryStateStore implements StateStore {

  private final String name;
  private final KeyValueStore<Bytes, byte[]> changelog;
  private final Function<Path, Database> opener;
  private @Nullable Database database;
  private @Nullable StoryStore stories;

  private StoryStateStore(
      String name, KeyValueStore<Bytes, byte[]> changelog, Function<Path, Database> opener) {
    this.name = name;
    this.changelog = changelog;
    this.opener = opener;
  }

  /**
   * Builder of stores on disk.
   *
   * @param changelogSettings of the changelog topic
   */
  public static StoreBuilder<StoryStateStore> builder(
      String name, Map<String, String> changelogSettings) {
    return builder(name, RocksDatabase::open).withLoggingEnabled(changelogSettings);
  }

  /** Builder of stores in a given kind of database. */
  static StoreBuilder<StoryStateStore> builder(String name, Function<Path, Database> opener) {
    return new Builder(
        Stores.keyValueStoreBuilder(
            new ChangelogOnly.Supplier(name), Serdes.Bytes(), Serdes.ByteArray()),
        opener);
  }

  /** The stories; they are written by one thread. */
  public StoryStore stories() {
    return Objects.requireNonNull(stories, "the store is not open");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    changelog.init(context, root);
    Path directory = new File(context.stateDir(), "rocksdb").toPath().resolve(name);
    database = opener.apply(directory);
    stories = new StoryStore(database, changelog::putAll);
    StoryStore restored = new StoryStore(database, unlogged -> {});
    context.register(root, (BatchingStateRestoreCallback) restored::restore);
  }

  @Override
  public void flush() {
    Objects.requireNonNull(database).flush();
  }

  @Override
  public void close() {
    changelog.close();
    if (database != null) {
      database.close();
      database = null;
    }
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return database != null;
  }

  /** Builder that has the changelog's settings kept by the one of the changelog's own store. */
  private record Builder(
      StoreBuilder<KeyValueStore<Bytes, byte[]>> changelog, Function<Path, Database> opener)
      implements StoreBuilder<StoryStateStore> {

    @Override
    public StoryStateStore build() {
      return new StoryStateStore(name(), changelog.build(), opener);
    }

    @Override
    public StoreBuilder<StoryStateStore> withCachingEnabled() {
      throw new UnsupportedOperationException("a batch is a cache, until it is written");
    }

    @Override
    public StoreBuilder<StoryStateStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<StoryStateStore> withLoggingEnabled(Map<String, String> config) {
      return new Builder(changelog.withLoggingEnabled(config), opener);
    }

    @Override
    public StoreBuilder<StoryStateStore> withLoggingDisabled() {
      return new Builder(changelog.withLoggingDisabled(), opener);
    }

    @Override
    public Map<String, String> logConfig() {
      return changelog.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
      return changelog.loggingEnabled();
    }

    @Override
    public String name() {
      return changelog.name();
    }
  }
}
