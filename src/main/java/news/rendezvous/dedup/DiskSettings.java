package news.rendezvous.dedup;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * How RocksDB keeps the memory: within one bound for all tasks of the process, however many stories
 * there are. Indexes and filters come and go with the blocks for that; the operating system's cache
 * holds what does not fit.
 *
 * <p>Source: the RocksDB wiki, "Memory usage in RocksDB" and "Partitioned Index Filters".
 */
public final class DiskSettings implements RocksDBConfigSetter {

  private static final long CACHE = 48L << 20;
  // Stories are asked for at random: their blocks must not drive out the indexes and filters, each
  // of
  // which spares a read for all that is not there.
  private static final double INDEXES = 0.8;
  private static final long WRITE_BUFFERS = 16L << 20;
  private static final double MEMTABLE_FILTER = 0.05;
  private static final long WRITE_BUFFER = 4L << 20;

  static {
    RocksDB.loadLibrary();
  }

  private static final Cache SHARED = new LRUCache(CACHE, -1, false, INDEXES);
  private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFERS, SHARED);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(SHARED);
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMemtableWholeKeyFiltering(true);
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    // Cache and buffers belong to all stores of the process.
  }
}
