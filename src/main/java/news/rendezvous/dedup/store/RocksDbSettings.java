package news.rendezvous.dedup.store;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.Filter;
import org.rocksdb.InfoLogLevel;
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
 * <p>Items lie in blob files: compaction moves the small index entries only.
 *
 * <p>Source: the RocksDB wiki, "Memory usage in RocksDB", "Leveled Compaction", "BlobDB" and
 * "RocksDB Tuning Guide".
 */
final class RocksDbSettings {

  /** Bounds cache and write buffers of all stores together. */
  private static final long BLOCK_CACHE = 48L << 20;

  private static final long WRITE_BUFFERS = 32L << 20;
  private static final long WRITE_BUFFER = 8L << 20;
  private static final long ARENA_BLOCK = 256L << 10;
  private static final double MEMTABLE_FILTER = 0.05;
  private static final long FIRST_LEVEL = 64L << 20;
  private static final long MIN_BLOB = 512;
  private static final long BLOB_FILE = 64L << 20;

  static {
    RocksDB.loadLibrary();
  }

  // Shared by all stores of the process, hence never closed.
  private static final Cache SHARED = new LRUCache(BLOCK_CACHE);
  private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFERS, SHARED);
  private static final Filter FILTER = new BloomFilter();

  private RocksDbSettings() {}

  /** Settings of one store, which its user closes. */
  static Options create() {
    Options options = new Options();
    options.setCreateIfMissing(true);
    options.setInfoLogLevel(InfoLogLevel.ERROR_LEVEL);
    options.setIncreaseParallelism(Math.max(2, Runtime.getRuntime().availableProcessors()));
    read(options);
    write(options);
    blobs(options);
    return options;
  }

  private static void read(Options options) {
    BlockBasedTableConfig table = new BlockBasedTableConfig();
    table.setBlockCache(SHARED); // for compressed blocks
    table.setFilterPolicy(FILTER);
    table.setCacheIndexAndFilterBlocks(false);
    table.setEnableIndexCompression(false); // a compressed index would be copied
    options.setTableFormatConfig(table);
    options.setAllowMmapReads(true);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  private static void write(Options options) {
    options.setWriteBufferManager(BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setArenaBlockSize(ARENA_BLOCK); // many stores are idle
    options.setMemtableWholeKeyFiltering(true);
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER);
    // A lookup of an absent key searches every sorted run: leveled compaction keeps them few.
    options.setCompactionStyle(CompactionStyle.LEVEL);
    options.setLevelCompactionDynamicLevelBytes(true);
    options.setMaxBytesForLevelBase(FIRST_LEVEL);
  }

  private static void blobs(Options options) {
    options.setEnableBlobFiles(true);
    options.setMinBlobSize(MIN_BLOB);
    options.setBlobFileSize(BLOB_FILE);
    options.setBlobCompressionType(CompressionType.LZ4_COMPRESSION);
    options.setEnableBlobGarbageCollection(true);
  }
}
