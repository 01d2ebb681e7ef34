package news.rendezvous.dedup.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Write buffer of the open transaction, in front of the database, which so has committed changes
 * only (KIP-892, "Transactional StateStores"). Otherwise an unclean end could leave changes of an
 * aborted transaction in it, and all of it would have to be restored.
 */
final class TransactionBuffer implements Database, StoreTransactions.Participant {

  private final PartitionDatabase committed;
  private final StoreTransactions transactions;
  private final Map<Bytes, Optional<byte[]>> changes = new HashMap<>();
  private Runnable rolledBack = () -> {};

  TransactionBuffer(PartitionDatabase committed, StoreTransactions transactions) {
    this.committed = committed;
    this.transactions = transactions;
  }

  /** Sets an action to run after the changes of a transaction were discarded. */
  void onRollback(Runnable action) {
    rolledBack = action;
  }

  @Override
  public TopicPartition changelog() {
    return committed.changelog();
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    Optional<byte[]> changed = changes.get(key);
    return changed == null ? committed.rows().get(key) : changed.orElse(null);
  }

  @Override
  public List<byte @Nullable []> getAll(List<Bytes> keys) {
    List<Bytes> unchanged = keys.stream().filter(key -> !changes.containsKey(key)).toList();
    List<byte @Nullable []> stored =
        unchanged.isEmpty() ? List.of() : committed.rows().getAll(unchanged);
    if (unchanged.size() == keys.size()) {
      return stored;
    }
    Iterator<byte @Nullable []> next = stored.iterator();
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    for (Bytes key : keys) {
      Optional<byte[]> changed = changes.get(key);
      values.add(changed == null ? next.next() : changed.orElse(null));
    }
    return values;
  }

  @Override
  public void write(Map<Bytes, Optional<byte[]>> batch) {
    if (changes.isEmpty()) {
      transactions.enlist(this);
    }
    changes.putAll(batch);
  }

  @Override
  public List<Bytes> keys(Bytes from, Bytes to, int max) {
    Map<Bytes, Optional<byte[]>> changed = new HashMap<>();
    for (Map.Entry<Bytes, Optional<byte[]>> change : changes.entrySet()) {
      if (change.getKey().compareTo(from) >= 0 && change.getKey().compareTo(to) <= 0) {
        changed.put(change.getKey(), change.getValue());
      }
    }
    List<Bytes> stored = committed.rows().keys(from, to, max + changed.size());
    TreeSet<Bytes> keys = new TreeSet<>(stored);
    changed.forEach(
        (key, value) -> value.ifPresentOrElse(put -> keys.add(key), () -> keys.remove(key)));
    return keys.stream().limit(max).toList();
  }

  @Override
  public void commit(OptionalLong offset) {
    if (!changes.isEmpty()) { // else it was closed in the middle of the transaction
      committed.commit(changes, offset);
      changes.clear();
    }
  }

  @Override
  public void rollback() {
    changes.clear();
    rolledBack.run();
  }

  /** Drops the changes, and leaves the database open. */
  @Override
  public void close() {
    changes.clear();
  }
}
