package news.rendezvous.dedup;

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
 * How RocksDB keeps the memory, so that a look-up among ten million stories takes little longer
 * than among a thousand, and within one bound of memory for all tasks of the process.
 *
 * <p>Both ask for the same: files are read where the operating system's cache has them. Indexes and
 * filters, which have to be whole to be fast and grow with the stories, then are neither copied nor
 * counted as memory of the process, and the system may take them back. A copied part of them that
 * has to be read again for most look-ups costs ten times the look-up.
 *
 * <p>Source: the RocksDB wiki, "Memory usage in RocksDB", "Leveled Compaction" and "RocksDB Tuning
 * Guide".
 */
public final class DiskSettings implements RocksDBConfigSetter {

  private static final long MEMORY = 48L << 20;
  private static final long WRITE_BUFFERS = 32L << 20;
  private static final long WRITE_BUFFER = 8L << 20;
  private static final double MEMTABLE_FILTER = 0.05;
  private static final long FIRST_LEVEL = 64L << 20;

  static {
    RocksDB.loadLibrary();
  }

  private static final Cache SHARED = new LRUCache(MEMORY);
  private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFERS, SHARED);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    read(options);
    write(options);
  }

  private static void read(Options options) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(SHARED); // of blocks that are compressed, which are those of items
    table.setCacheIndexAndFilterBlocks(false);
    table.setEnableIndexCompression(false); // it would have to be copied
    options.setTableFormatConfig(table);
    options.setAllowMmapReads(true);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  private static void write(Options options) {
    options.setWriteBufferManager(BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMemtableWholeKeyFiltering(true);
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER);
    // What is not there is looked for in every run: levels are few, and need no room to be merged.
    options.setCompactionStyle(CompactionStyle.LEVEL);
    options.setLevelCompactionDynamicLevelBytes(true);
    options.setMaxBytesForLevelBase(FIRST_LEVEL);
  }

  @Override
  public void close(String storeName, Options options) {
    // Cache and buffers belong to all stores of the process.
  }
}
