package news.rendezvous.serve.hub;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Bounded queues of verifications. Those of one host share a few lanes, each of which runs one at a
 * time: the hub is no amplifier against a host, a host that hangs delays itself alone, and the
 * verifications of one subscription conclude in order.
 */
final class VerificationQueue {

  private static final Logger LOG = Logger.getLogger(VerificationQueue.class);

  private final Executor executor;
  private final int lanesPerHost;
  private final int mostPerHost;
  private final int most;
  private final Map<Lane, Deque<Task>> lanes = new HashMap<>();
  private final Set<SubscriptionRequest> pending = new HashSet<>();
  private final Map<String, Integer> ofHosts = new HashMap<>();

  /**
   * An empty queue.
   *
   * @param lanesPerHost verifications of one host at the same time
   * @param mostPerHost verifications of one host that run or wait
   * @param most verifications of all hosts that run or wait
   */
  VerificationQueue(Executor executor, int lanesPerHost, int mostPerHost, int most) {
    this.executor = executor;
    this.lanesPerHost = lanesPerHost;
    this.mostPerHost = mostPerHost;
    this.most = most;
  }

  private record Lane(String host, int number) {}

  private record Task(SubscriptionRequest request, Supplier<Uni<Void>> verification) {

    void failed(Throwable bug) {
      LOG.errorf(bug, "A verification failed: %s", request.mode().label());
    }
  }

  /**
   * Runs a verification when its lane is free. An equal request that runs or waits already stands
   * for this one (single flight).
   *
   * @return false if there are too many
   */
  synchronized boolean offer(
      String host, SubscriptionRequest request, Supplier<Uni<Void>> verification) {
    if (pending.contains(request)) {
      return true;
    }
    if (pending.size() >= most || ofHosts.getOrDefault(host, 0) >= mostPerHost) {
      return false;
    }
    pending.add(request);
    ofHosts.merge(host, 1, Integer::sum);
    int subscription = request.topic().hashCode() * 31 + request.callback().hashCode();
    Lane lane = new Lane(host, Math.floorMod(subscription, lanesPerHost));
    Task task = new Task(request, verification);
    Deque<Task> waiting = lanes.get(lane);
    if (waiting == null) {
      lanes.put(lane, new ArrayDeque<>());
      run(lane, task);
    } else {
      waiting.add(task);
    }
    return true;
  }

  // On another thread: the first write to a topic blocks, and a chain of verifications that
  // conclude at once would overflow the stack.
  private void run(Lane lane, Task task) {
    executor.execute(
        () ->
            Uni.createFrom()
                .deferred(task.verification()::get)
                .onTermination()
                .invoke(() -> concluded(lane, task))
                .subscribe()
                .with(done -> {}, task::failed));
  }

  private synchronized void concluded(Lane lane, Task task) {
    pending.remove(task.request());
    ofHosts.computeIfPresent(lane.host(), (host, count) -> count == 1 ? null : count - 1);
    Deque<Task> waiting = lanes.get(lane);
    Task next = waiting == null ? null : waiting.poll();
    if (next == null) {
      lanes.remove(lane);
    } else {
      run(lane, next);
    }
  }
}
