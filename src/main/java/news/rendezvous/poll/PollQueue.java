package news.rendezvous.poll;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import news.rendezvous.fetch.HostKey;
import news.rendezvous.fetch.Permit;
import news.rendezvous.fetch.RequestKind;
import news.rendezvous.fetch.RequestScheduler;
import news.rendezvous.poll.PollTask.Ticket;
import news.rendezvous.poll.PollTask.Turn;

/**
 * The sources that are due, wait for their host's turn, or are being polled: a decision costs O(log
 * n). Not thread-safe; time is passed in, in nanoseconds of the request scheduler's clock.
 */
final class PollQueue {

  private final RequestScheduler requests;
  private final Runnable wake;
  private final Map<String, PollTask> tasks = new HashMap<>();
  private final PriorityQueue<Ticket> due =
      new PriorityQueue<>(Comparator.comparingLong(Ticket::at));

  /** Turns that were granted, by any thread. */
  private final Queue<Turn> granted = new ConcurrentLinkedQueue<>();

  /**
   * An empty queue.
   *
   * @param wake run by any thread when {@link #take} is worth another try
   */
  PollQueue(RequestScheduler requests, Runnable wake) {
    this.requests = requests;
    this.wake = wake;
  }

  /**
   * Plans the next poll of a source, in place of an earlier plan. A source under way is planned
   * when it is done, not before: until then this does nothing.
   */
  void schedule(String id, String url, long at) {
    plan(id, url, at, false);
  }

  /**
   * Plans a poll of a source for now, before all that wait for its host, and even if that is to be
   * left alone.
   */
  void hurry(String id, String url) {
    plan(id, url, 0, true);
  }

  private void plan(String id, String url, long at, boolean urgent) {
    PollTask task = tasks.computeIfAbsent(id, x -> enter(id, url));
    task.removed = false;
    if (task.running) {
      return;
    }
    withdraw(task);
    moveTo(task, url);
    task.urgent = urgent;
    if (urgent) {
      await(task);
    } else {
      task.ticket = new Ticket(task, at);
      due.add(task.ticket);
    }
  }

  private PollTask enter(String id, String url) {
    PollTask task = new PollTask(id, url, HostKey.of(url));
    requests.pin(task.host);
    return task;
  }

  // A source rarely moves, and to parse a URL takes longer than all else that is decided here.
  private void moveTo(PollTask task, String url) {
    if (!task.url.equals(url)) {
      HostKey left = task.host;
      task.url = url;
      task.host = HostKey.of(url);
      requests.pin(task.host);
      requests.unpin(left);
    }
  }

  /** The host of a source that is in the queue. */
  Optional<HostKey> host(String id) {
    return Optional.ofNullable(tasks.get(id)).map(task -> task.host);
  }

  boolean isRunning(String id) {
    PollTask task = tasks.get(id);
    return task != null && task.running;
  }

  /** The permit of a poll under way, for the first request of it. */
  Optional<Permit> permit(String id) {
    return Optional.ofNullable(tasks.get(id)).map(task -> task.turn).map(turn -> turn.permit);
  }

  private static void withdraw(PollTask task) {
    task.ticket = null;
    if (task.turn != null) {
      task.turn.close();
      task.turn = null;
    }
  }

  /** Forgets a source; a poll of it that is under way is still to be reported as done. */
  void remove(String id) {
    PollTask task = tasks.get(id);
    if (task == null) {
      return;
    }
    task.removed = true;
    if (!task.running) {
      forget(task);
    }
  }

  private void forget(PollTask task) {
    withdraw(task);
    tasks.remove(task.id);
    requests.unpin(task.host);
  }

  /** The next source to poll now, which is under way from then on; empty when all must wait. */
  Optional<String> take(long now) {
    moveDueToTheirHosts(now);
    for (Turn turn = granted.poll(); turn != null; turn = granted.poll()) {
      if (turn.task.turn == turn) {
        turn.task.running = true;
        return Optional.of(turn.task.id);
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("ReferenceEquality") // an older ticket of the task is no longer good
  private void moveDueToTheirHosts(long now) {
    while (!due.isEmpty() && due.peek().at() <= now) {
      Ticket ticket = due.remove();
      if (ticket.task().ticket == ticket) {
        await(ticket.task());
      }
    }
  }

  private void await(PollTask task) {
    task.ticket = null;
    Turn turn = new Turn(task);
    task.turn = turn;
    turn.permit =
        requests.request(
            task.host, RequestKind.POLL, task.id, task.urgent, permit -> granted(turn));
  }

  private void granted(Turn turn) {
    granted.add(turn);
    wake.run();
  }

  /** A poll under way has got its answer, without a document, and needs its place no more. */
  void answered(String id) {
    permit(id).ifPresent(Permit::close);
  }

  /** A poll that was taken has ended. */
  void done(String id) {
    PollTask task = tasks.get(id);
    if (task == null || !task.running) {
      return;
    }
    withdraw(task);
    task.running = false;
    if (task.removed) {
      forget(task);
    }
  }

  /** When the next source is due; empty while none is planned. */
  OptionalLong wakeUp() {
    return due.isEmpty() ? OptionalLong.empty() : OptionalLong.of(due.peek().at());
  }
}
