package news.rendezvous.dedup.store;

import java.nio.file.Path;

/** Opens the database of the service for benchmarks. */
public final class DiskDatabase {

  private DiskDatabase() {}

  public static Database open(Path directory) {
    return RocksDatabase.open(directory);
  }
}
