package news.rendezvous.resolve;

import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Lets a bounded number of requests through to each host and keeps the others waiting in order, so
 * that a document with hundreds of references does not storm the end point that they all name.
 */
final class HostGate {

  private final int width;
  private final Map<String, Lane> lanes = new HashMap<>();

  HostGate(int width) {
    this.width = width;
  }

  private static final class Lane {
    private int passing;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
  }

  /** The same work, begun when it is its turn. */
  <T> Uni<T> pass(String host, Uni<T> work) {
    return Uni.createFrom()
        .<Boolean>emitter(turn -> enter(host, () -> turn.complete(true)))
        .chain(() -> work.onTermination().invoke(() -> leave(host)));
  }

  /** Whether work would begin at once. */
  synchronized boolean hasRoom(String host) {
    Lane lane = lanes.get(host);
    return lane == null || lane.passing < width;
  }

  private void enter(String host, Runnable start) {
    if (isTurn(host, start)) {
      start.run();
    }
  }

  private synchronized boolean isTurn(String host, Runnable start) {
    Lane lane = lanes.computeIfAbsent(host, key -> new Lane());
    if (lane.passing < width) {
      lane.passing++;
      return true;
    }
    lane.waiting.add(start);
    return false;
  }

  private void leave(String host) {
    next(host).ifPresent(Runnable::run);
  }

  /** Who takes the place that becomes free; without anybody waiting it is given up. */
  private synchronized Optional<Runnable> next(String host) {
    Lane lane = lanes.get(host);
    Runnable next = lane == null ? null : lane.waiting.poll();
    if (lane != null && next == null && --lane.passing == 0) {
      lanes.remove(host);
    }
    return Optional.ofNullable(next);
  }
}
