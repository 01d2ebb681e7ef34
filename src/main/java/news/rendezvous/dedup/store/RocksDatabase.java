package news.rendezvous.dedup.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * Database on disk (RocksDB). Without a write-ahead log, which the changelog is. Keys that may be
 * absent are looked up together, by {@code MultiGet}: the single get throws and catches a C++
 * exception for an absent key, which takes longer than the lookup.
 */
final class RocksDatabase implements Database {

  private final Options options = RocksDbSettings.create();
  private final WriteOptions withoutLog = new WriteOptions().setDisableWAL(true);
  private final RocksDB db;

  private RocksDatabase(Path directory) throws IOException, RocksDBException {
    Files.createDirectories(directory);
    db = RocksDB.open(options, directory.toString());
  }

  /**
   * Opens a database, or creates it.
   *
   * @throws ProcessorStateException where it cannot be read or written
   */
  static Database open(Path directory) {
    try {
      return new RocksDatabase(directory);
    } catch (IOException | RocksDBException e) {
      throw new ProcessorStateException("the store in " + directory + " cannot be opened", e);
    }
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    try {
      return db.get(key.get());
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  @Override
  public List<byte @Nullable []> getAll(List<Bytes> keys) {
    List<byte[]> raw = new ArrayList<>(keys.size());
    for (Bytes key : keys) {
      raw.add(key.get());
    }
    try {
      return db.multiGetAsList(raw);
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
  }

  @Override
  public void write(Map<Bytes, Optional<byte[]>> changes) {
    try (org.rocksdb.WriteBatch batch = new org.rocksdb.WriteBatch()) {
      for (Map.Entry<Bytes, Optional<byte[]>> change : changes.entrySet()) {
        byte[] key = change.getKey().get();
        if (change.getValue().isPresent()) {
          batch.put(key, change.getValue().get());
        } else {
          batch.delete(key);
        }
      }
      db.write(withoutLog, batch);
    } catch (RocksDBException e) {
      throw failed("written", e);
    }
  }

  @Override
  public List<Bytes> keys(Bytes from, Bytes to, int max) {
    List<Bytes> keys = new ArrayList<>();
    try (RocksIterator found = db.newIterator()) {
      for (found.seek(from.get()); keys.size() < max && found.isValid(); found.next()) {
        byte[] key = found.key();
        if (Arrays.compareUnsigned(key, to.get()) > 0) {
          break;
        }
        keys.add(Bytes.wrap(key));
      }
      found.status();
    } catch (RocksDBException e) {
      throw failed("read", e);
    }
    return keys;
  }

  @Override
  public void flush() {
    try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
      db.flush(waiting);
    } catch (RocksDBException e) {
      throw failed("written", e);
    }
  }

  private ProcessorStateException failed(String what, RocksDBException e) {
    return new ProcessorStateException(
        "the store in %s cannot be %s".formatted(db.getName(), what), e);
  }

  @Override
  public void close() {
    db.close();
    withoutLog.close();
    options.close();
  }
}
