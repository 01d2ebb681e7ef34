package news.rendezvous.dedup.store;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
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
 *
 * <p>The database has the changes of committed transactions only ({@link TransactionBuffer}), and
 * its position in the changelog. So it is a valid copy after every end, an orderly one or a kill,
 * and a restore reads what is behind the position.
 */
public final class StoryStateStore implements StateStore {

  private final String name;
  private final KeyValueStore<Bytes, byte[]> changelog;
  private final StoryDatabases databases;
  private final StoreTransactions transactions;
  private @Nullable PartitionDatabase database;
  private @Nullable TransactionBuffer buffer;
  private @Nullable StoryStore stories;

  private StoryStateStore(
      String name,
      KeyValueStore<Bytes, byte[]> changelog,
      StoryDatabases databases,
      StoreTransactions transactions) {
    this.name = name;
    this.changelog = changelog;
    this.databases = databases;
    this.transactions = transactions;
  }

  /**
   * Builder of stores.
   *
   * @param transactions that the stores' changes are part of
   */
  public static StoreBuilder<StoryStateStore> builder(
      String name, StoryDatabases databases, StoreTransactions transactions) {
    return new Builder(
        Stores.keyValueStoreBuilder(
            new ChangelogOnly.Supplier(name), Serdes.Bytes(), Serdes.ByteArray()),
        databases,
        transactions);
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
    TopicPartition partition =
        new TopicPartition(
            StoreLayout.changelog(context.applicationId(), name), context.taskId().partition());
    PartitionDatabase opened = databases.open(partition);
    try {
      TaskDirectory.checkpoint(context.stateDir().toPath(), partition, opened.position());
    } catch (RuntimeException e) { // it is not registered, hence nobody else would close it
      databases.close(opened);
      throw e;
    }
    open(opened);
    StoryStore restored = new StoryStore(opened.rows(), unlogged -> {});
    context.register(root, (BatchingStateRestoreCallback) restored::restore);
  }

  private void open(PartitionDatabase opened) {
    TransactionBuffer uncommitted = new TransactionBuffer(opened, transactions);
    StoryStore store = new StoryStore(uncommitted, changelog::putAll);
    uncommitted.onRollback(store::rolledBack);
    database = opened;
    buffer = uncommitted;
    stories = store;
  }

  @Override
  public void flush() {
    // What is not on disk yet after an unclean end is restored: the database has its position.
  }

  @Override
  public void close() {
    changelog.close();
    if (buffer != null) {
      buffer.close();
      buffer = null;
    }
    if (database != null) {
      databases.close(database);
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
      StoreBuilder<KeyValueStore<Bytes, byte[]>> changelog,
      StoryDatabases databases,
      StoreTransactions transactions)
      implements StoreBuilder<StoryStateStore> {

    @Override
    public StoryStateStore build() {
      return new StoryStateStore(name(), changelog.build(), databases, transactions);
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
      return new Builder(changelog.withLoggingEnabled(config), databases, transactions);
    }

    @Override
    public StoreBuilder<StoryStateStore> withLoggingDisabled() {
      return new Builder(changelog.withLoggingDisabled(), databases, transactions);
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
