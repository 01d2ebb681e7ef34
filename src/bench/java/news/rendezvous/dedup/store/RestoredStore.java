package news.rendezvous.dedup.store;

import java.nio.file.Path;
import java.util.Collection;
import org.apache.kafka.streams.KeyValue;

/** A store on disk that is restored as Kafka Streams does it. */
public final class RestoredStore implements AutoCloseable {

  private final Database database;
  private final StoryStore store;

  public RestoredStore(Path directory) {
    database = RocksDatabase.open(directory);
    store = new StoryStore(database, unlogged -> {});
  }

  public void restore(Collection<KeyValue<byte[], byte[]>> records) {
    store.restore(records);
  }

  @Override
  public void close() {
    database.close();
  }
}
