package news.rendezvous.kafka.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Progress of a reader to the high watermarks that its topic had when the reading began. Confined
 * to the reading thread, except {@link #future} and {@link #onComplete}.
 */
final class CatchUp {

  private final CompletableFuture<Void> first = new CompletableFuture<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private boolean completedOnce;
  private boolean complete;

  /** Completes when the topic was read to its end for the first time. */
  CompletableFuture<Void> future() {
    return first;
  }

  /** Runs a task each time the topic has been read to its end; at once if it was already. */
  void onComplete(Runnable task) {
    synchronized (listeners) {
      listeners.add(task);
      if (!completedOnce) {
        return;
      }
    }
    task.run();
  }

  boolean isComplete() {
    return complete;
  }

  /** Adds partitions with their high watermarks. */
  void expect(Map<TopicPartition, Long> watermarks) {
    ends.putAll(watermarks);
  }

  boolean isReached(ReadPositions positions) {
    return ends.entrySet().stream().allMatch(end -> isPast(positions, end));
  }

  private static boolean isPast(ReadPositions positions, Map.Entry<TopicPartition, Long> end) {
    Long position = positions.next(end.getKey().partition());
    return position != null && position >= end.getValue();
  }

  void complete() {
    complete = true;
    ends.clear();
    List<Runnable> tasks;
    synchronized (listeners) {
      tasks = List.copyOf(listeners);
      completedOnce = true;
    }
    first.complete(null);
    tasks.forEach(Runnable::run);
  }

  /** Starts over, for a topic that is read again. */
  void restart() {
    ends.clear();
    complete = false;
  }
}
