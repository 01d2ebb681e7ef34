package news.rendezvous.serve.hub.delivery.loop;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Fence between the begin of a request and the loss of its partition: once {@link #remove} returns,
 * no request begins for the partitions.
 */
final class PartitionFence {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Set<Integer> owned = new HashSet<>();

  void add(Set<Integer> partitions) {
    lock.writeLock().lock();
    try {
      owned.addAll(partitions);
    } finally {
      lock.writeLock().unlock();
    }
  }

  void remove(Set<Integer> partitions) {
    lock.writeLock().lock();
    try {
      owned.removeAll(partitions);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Begins a request, which must not block; false where the partition is not owned any more. */
  boolean begin(int partition, Runnable request) {
    lock.readLock().lock();
    try {
      boolean may = owned.contains(partition);
      if (may) {
        request.run();
      }
      return may;
    } finally {
      lock.readLock().unlock();
    }
  }

  boolean owns(int partition) {
    lock.readLock().lock();
    try {
      return owned.contains(partition);
    } finally {
      lock.readLock().unlock();
    }
  }
}
