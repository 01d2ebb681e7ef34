package news.rendezvous.kafka.topic;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Offset of the next record by partition, and futures that complete when a record has been read.
 * Positions are written by the reading thread; any thread may read them and wait.
 */
final class ReadPositions {

  private final Map<Integer, Long> next = new ConcurrentHashMap<>();
  private final Map<Integer, ConcurrentSkipListMap<Long, CompletableFuture<Void>>> waiting =
      new ConcurrentHashMap<>();

  /** The offset of the next record of a partition; null where nothing was read of it. */
  @Nullable Long next(int partition) {
    return next.get(partition);
  }

  Map<Integer, Long> copy() {
    return Map.copyOf(next);
  }

  void set(int partition, long offset) {
    next.put(partition, offset);
  }

  /** Completes when the record was read; fails when the topic lost it. */
  CompletableFuture<Void> await(int partition, long offset) {
    CompletableFuture<Void> future =
        waiting
            .computeIfAbsent(partition, p -> new ConcurrentSkipListMap<>())
            .computeIfAbsent(offset, o -> new CompletableFuture<>());
    if (next.getOrDefault(partition, 0L) > offset) {
      release(partition); // it was read before it was awaited
    }
    return future;
  }

  /** Completes the futures of all records of a partition that were read. */
  void release(int partition) {
    ConcurrentSkipListMap<Long, CompletableFuture<Void>> waiters = waiting.get(partition);
    if (waiters == null) {
      return;
    }
    // By iterator: a future that is added meanwhile sees the new position and is released there.
    long position = next.getOrDefault(partition, 0L);
    Iterator<CompletableFuture<Void>> reached = waiters.headMap(position).values().iterator();
    while (reached.hasNext()) {
      reached.next().complete(null);
      reached.remove();
    }
  }

  /** Forgets all positions and fails all futures. */
  void clear(KafkaException reason) {
    next.clear();
    waiting
        .values()
        .forEach(futures -> futures.values().forEach(f -> f.completeExceptionally(reason)));
    waiting.clear();
  }
}
