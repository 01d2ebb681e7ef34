package news.rendezvous.dedup.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Settings of RocksDB: lookups among ten million stories take little longer than among a thousand,
 * and one memory limit holds for all tasks of the process.
 *
 * <p>Files are memory-mapped and read from the page cache of the operating system. Indexes and
 * filters grow with the number of stories and must be complete to be fast; mapped, they are not
 * copied, do not count as memory of the process, and can be evicted by the system. In a block cache
 * that is too small for them, a lookup takes ten times as long.
 *
 * <p>Source: the RocksDB wiki, "Memory usage in RocksDB", "Leveled Compaction" and "RocksDB Tuning
 * Guide".
 */
public final class RocksDbSettings implements RocksDBConfigSetter {

  private static final long BLOCK_CACHE = 48L << 20;
  private static final long WRITE_BUFFERS = 32L << 20;
  private static final long WRITE_BUFFER = 8L << 20;
  private static final double MEMTABLE_FILTER = 0.05;
  private static final long FIRST_LEVEL = 64L << 20;

  static {
    RocksDB.loadLibrary();
  }

  private static final Cache SHARED = new LRUCache(BLOCK_CACHE);
  private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFERS, SHARED);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    read(options);
    write(options);
  }

  private static void read(Options options) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(SHARED); // for compressed blocks, which hold items
    table.setCacheIndexAndFilterBlocks(false);
    table.setEnableIndexCompression(false); // a compressed index would be copied
    options.setTableFormatConfig(table);
    options.setAllowMmapReads(true);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  private static void write(Options options) {
    options.setWriteBufferManager(BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMemtableWholeKeyFiltering(true);
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER);
    // A lookup of an absent key searches every sorted run: leveled compaction keeps them few.
    options.setCompactionStyle(CompactionStyle.LEVEL);
    options.setLevelCompactionDynamicLevelBytes(true);
    options.setMaxBytesForLevelBase(FIRST_LEVEL);
  }

  @Override
  public void close(String storeName, Options options) {
    // Cache and buffers are shared by all stores of the process.
  }
}
