package news.rendezvous.dedup.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.StoreBuilder;

/** Stores whose rows a benchmark writes directly. */
public final class BenchStores {

  private BenchStores() {}

  /**
   * Builder of stores.
   *
   * @param disk false for one on the heap
   * @param opened takes the writer of rows of a store that was opened
   */
  public static StoreBuilder<StoryStateStore> builder(
      String name, boolean disk, Consumer<Consumer<Map<Bytes, Optional<byte[]>>>> opened) {
    return StoryStateStore.builder(
        name,
        directory -> {
          Database database = disk ? RocksDatabase.open(directory) : new MapDatabase();
          opened.accept(database::write);
          return database;
        });
  }

  /**
   * A store of new stories, which is never read, since all their aliases are new.
   *
   * @param rows takes rows of a database
   * @param changelog takes records of the changelog
   */
  public static StoryStore unread(
      Consumer<Map<Bytes, Optional<byte[]>>> rows,
      Consumer<List<KeyValue<Bytes, byte[]>>> changelog) {
    return new StoryStore(new Unread(rows), changelog);
  }

  private record Unread(Consumer<Map<Bytes, Optional<byte[]>>> rows) implements Database {

    @Override
    public byte[] get(Bytes key) {
      return null;
    }

    @Override
    public List<byte[]> getAll(List<Bytes> keys) {
      return Collections.nCopies(keys.size(), null);
    }

    @Override
    public void write(Map<Bytes, Optional<byte[]>> changes) {
      rows.accept(changes);
    }

    @Override
    public List<Bytes> keys(Bytes from, Bytes to, int max) {
      return List.of();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
