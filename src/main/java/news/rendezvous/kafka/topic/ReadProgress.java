package news.rendezvous.kafka.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a reader: the offset of the next record by partition, the way to the high watermarks
 * that the topic had when the reading began, and futures that complete when a record has been read.
 * Written by the reading thread; any thread may read positions and wait.
 */
final class ReadProgress {

  private final Map<Integer, Long> next = new ConcurrentHashMap<>();
  private final Map<Integer, ConcurrentSkipListMap<Long, CompletableFuture<Void>>> waiting =
      new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final CompletableFuture<Void> firstCatchUp = new CompletableFuture<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean caughtUpOnce;
  private boolean caughtUp;

  /** Completes when the topic was read to its end for the first time. */
  CompletableFuture<Void> firstCatchUp() {
    return firstCatchUp;
  }

  /** Runs a task each time the topic has been read to its end; at once if it was already. */
  void onCatchUp(Runnable task) {
    synchronized (listeners) {
      listeners.add(task);
      if (!caughtUpOnce) {
        return;
      }
    }
    task.run();
  }

  boolean isCaughtUp() {
    return caughtUp;
  }

  /** Adds partitions with their high watermarks. */
  void expect(Map<TopicPartition, Long> watermarks) {
    ends.putAll(watermarks);
  }

  boolean isAtEnd() {
    return ends.entrySet().stream()
        .allMatch(end -> next.getOrDefault(end.getKey().partition(), -1L) >= end.getValue());
  }

  void catchUp() {
    caughtUp = true;
    ends.clear();
    List<Runnable> tasks;
    synchronized (listeners) {
      tasks = List.copyOf(listeners);
      caughtUpOnce = true;
    }
    firstCatchUp.complete(null);
    tasks.forEach(Runnable::run);
  }

  /** The offset of the next record of a partition; null where nothing was read of it. */
  @Nullable Long next(int partition) {
    return next.get(partition);
  }

  Map<Integer, Long> positions() {
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

  /** Starts over, for a topic that is read again, and fails all futures. */
  void restart(KafkaException reason) {
    ends.clear();
    caughtUp = false;
    next.clear();
    waiting
        .values()
        .forEach(futures -> futures.values().forEach(f -> f.completeExceptionally(reason)));
    waiting.clear();
  }
}
