package news.rendezvous.ingest.poll.queue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.Permit;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.queue.PollQueue.PollTask.Ticket;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Priority queue of sources by due time. A source that is due waits for a permit of its host in the
 * {@link RequestScheduler}, which keeps concurrency, gap and hold of the host. An operation costs
 * O(log n). Not thread-safe; times are nanoseconds of the request scheduler's monotonic clock.
 */
public final class PollQueue {

  /** Number of tickets from which on void ones are dropped. */
  private static final int MIN_TICKETS = 64;

  private final RequestScheduler requests;
  private final Runnable wake;
  private final Map<String, PollTask> tasks = new HashMap<>();
  private final PriorityQueue<Ticket> due =
      new PriorityQueue<>(Comparator.comparingLong(Ticket::dueAt));

  /** Filled by any thread. */
  private final Queue<Grant> grants = new ConcurrentLinkedQueue<>();

  /** A permit that was granted; void once the task has another, or none. */
  private record Grant(PollTask task, Permit permit) {}

  public PollQueue(RequestScheduler requests, Runnable wake) {
    this.requests = requests;
    this.wake = wake;
  }

  /**
   * Schedules the next poll of a source; replaces an earlier schedule. Changes nothing while the
   * source is being polled: the end of that poll schedules the next.
   */
  PollTask schedule(Source source, long dueAt) {
    PollTask task = task(source);
    if (!task.running) {
      task.withdraw();
      moveTo(task, source);
      dropVoidTickets();
      task.ticket = new Ticket(task, dueAt);
      due.add(task.ticket);
    }
    return task;
  }

  // Each manual poll leaves a void ticket behind, until the time that it was for. All are dropped
  // once they are the half, at constant amortised cost.
  @SuppressWarnings("ReferenceEquality")
  private void dropVoidTickets() {
    if (due.size() > 2 * tasks.size() + MIN_TICKETS) {
      due.removeIf(ticket -> ticket.task().ticket != ticket);
    }
  }

  /** Schedules a poll for now, before others of its host and regardless of a hold of the host. */
  PollTask scheduleUrgently(Source source) {
    PollTask task = task(source);
    if (!task.running) {
      task.withdraw();
      moveTo(task, source);
      requestPermit(task, true);
    }
    return task;
  }

  private PollTask task(Source source) {
    PollTask task = tasks.computeIfAbsent(source.id(), id -> pinned(source));
    task.removed = false;
    return task;
  }

  private PollTask pinned(Source source) {
    return new PollTask(
        source.id(), source.url().toString(), requests.pin(HostKey.of(source.url())));
  }

  // Parsing a host costs more than a queue operation.
  private void moveTo(PollTask task, Source source) {
    String url = source.url().toString();
    if (!task.url.equals(url)) {
      HostKey before = task.host;
      task.url = url;
      task.host = requests.pin(HostKey.of(source.url()));
      requests.unpin(before);
    }
  }

  boolean isRunning(String id) {
    PollTask task = tasks.get(id);
    return task != null && task.running;
  }

  /** Removes a source. If it is being polled, {@link #done} still has to be called. */
  void remove(String id) {
    PollTask task = tasks.get(id);
    if (task == null) {
      return;
    }
    task.removed = true;
    if (!task.running) {
      delete(task);
    }
  }

  private void delete(PollTask task) {
    task.withdraw();
    tasks.remove(task.id());
    requests.unpin(task.host());
  }

  /** The next source to poll, which counts as running from now on; empty if all have to wait. */
  @SuppressWarnings("ReferenceEquality") // an older permit of the task is void
  Optional<PollTask> take(long now) {
    requestPermitsOfDue(now);
    for (Grant grant = grants.poll(); grant != null; grant = grants.poll()) {
      if (grant.task().permit == grant.permit()) {
        grant.task().running = true;
        return Optional.of(grant.task());
      }
    }
    return Optional.empty();
  }

  @SuppressWarnings("ReferenceEquality") // an older ticket of the task is void
  private void requestPermitsOfDue(long now) {
    while (!due.isEmpty() && due.peek().dueAt() <= now) {
      Ticket ticket = due.remove();
      if (ticket.task().ticket == ticket) {
        requestPermit(ticket.task(), false);
      }
    }
  }

  private void requestPermit(PollTask task, boolean urgent) {
    task.ticket = null;
    task.permit =
        requests.request(
            task.host(), RequestKind.POLL, task.id(), urgent, permit -> granted(task, permit));
  }

  private void granted(PollTask task, Permit permit) {
    grants.add(new Grant(task, permit));
    wake.run();
  }

  /** Ends a poll that was taken. */
  void done(PollTask task) {
    task.withdraw();
    task.running = false;
    if (task.removed) {
      delete(task);
    }
  }

  /** Number of tickets, void ones included. */
  int size() {
    return due.size();
  }

  /** Time at which the next source is due; empty if none is scheduled. */
  OptionalLong nextDueAt() {
    return due.isEmpty() ? OptionalLong.empty() : OptionalLong.of(due.peek().dueAt());
  }

  /**
   * A source in the poll queue: scheduled for a time, waiting for a permit of its host, or being
   * polled. Confined to the thread of the scheduler. Without the definition, which is in the table
   * of sources as bytes: there may be hundreds of thousands of tasks.
   */
  static final class PollTask {

    /** Element of the priority queue; void once the task has another. */
    record Ticket(PollTask task, long dueAt) {}

    private final String id;
    private String url;
    private HostKey host;
    @Nullable Ticket ticket;

    /** Requested and not closed yet. */
    @Nullable Permit permit;

    boolean running;
    boolean removed;

    PollTask(String id, String url, HostKey host) {
      this.id = id;
      this.url = url;
      this.host = host;
    }

    String id() {
      return id;
    }

    HostKey host() {
      return host;
    }

    /** Removes the task from the queue and closes its permit. */
    void withdraw() {
      ticket = null;
      if (permit != null) {
        permit.close();
        permit = null;
      }
    }
  }
}
