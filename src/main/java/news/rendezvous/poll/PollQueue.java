package news.rendezvous.poll;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What is due, what is under way, and what must wait for its host: a decision costs O(log n). Not
 * thread-safe; time is passed in, in nanoseconds of any monotonic clock.
 */
final class PollQueue {

  private final int concurrency;
  private final int perHost;
  private final long gap;
  private final Map<String, Task> tasks = new HashMap<>();
  private final Map<String, Host> hosts = new HashMap<>();
  private final PriorityQueue<Ticket> due =
      new PriorityQueue<>(Comparator.comparingLong(Ticket::at));
  private final PriorityQueue<Host> free =
      new PriorityQueue<>(
          Comparator.comparingLong((Host host) -> host.readyAt).thenComparing(host -> host.turn));
  private int running;
  private long turns;

  /**
   * An empty queue.
   *
   * @param concurrency polls under way at once
   * @param perHost of which to one host
   * @param gap nanoseconds between two polls of one host
   */
  PollQueue(int concurrency, int perHost, long gap) {
    this.concurrency = concurrency;
    this.perHost = perHost;
    this.gap = gap;
  }

  /** A source's place in the queue of due times; void once the task has another. */
  private record Ticket(Task task, long at) {}

  private static final class Task {
    final String id;
    Host host;
    @Nullable Ticket ticket;
    boolean urgent;
    boolean waiting;
    boolean running;
    boolean removed;

    Task(String id, Host host) {
      this.id = id;
      this.host = host;
    }
  }

  private static final class Host {
    final String name;
    final Deque<Task> waiting = new ArrayDeque<>();
    int tasks;
    int running;
    long freeAt = Long.MIN_VALUE;
    // Where it stands among the hosts that can be asked; fixed while it is queued.
    long readyAt;
    long turn;
    boolean queued;

    Host(String name) {
      this.name = name;
    }
  }

  /**
   * Plans the next poll of a source, in place of an earlier plan. A source under way is planned
   * when it is done, not before: until then this does nothing.
   */
  void schedule(String id, String hostName, long at) {
    Task task = tasks.computeIfAbsent(id, x -> new Task(id, enter(hostName)));
    task.removed = false;
    if (task.running) {
      return;
    }
    withdraw(task);
    if (!task.host.name.equals(hostName)) {
      leave(task);
      task.host = enter(hostName);
    }
    task.ticket = new Ticket(task, at);
    due.add(task.ticket);
  }

  /** Plans a poll of a source for now, before all that wait for its host. */
  void hurry(String id, String hostName, long now) {
    schedule(id, hostName, now);
    Task task = tasks.get(id);
    if (task != null && !task.running) {
      task.urgent = true;
    }
  }

  boolean isRunning(String id) {
    Task task = tasks.get(id);
    return task != null && task.running;
  }

  private Host enter(String name) {
    Host host = hosts.computeIfAbsent(name, Host::new);
    host.tasks++;
    return host;
  }

  private void leave(Task task) {
    if (--task.host.tasks == 0) {
      hosts.remove(task.host.name);
    }
  }

  private void withdraw(Task task) {
    task.ticket = null;
    if (task.waiting) {
      task.host.waiting.remove(task);
      task.waiting = false;
    }
  }

  /** Forgets a source; a poll of it that is under way is still to be reported as done. */
  void remove(String id) {
    Task task = tasks.get(id);
    if (task == null) {
      return;
    }
    task.removed = true;
    if (!task.running) {
      forget(task);
    }
  }

  private void forget(Task task) {
    withdraw(task);
    tasks.remove(task.id);
    leave(task);
  }

  /** The next source to poll now, which is under way from then on; empty when all must wait. */
  Optional<String> take(long now) {
    moveDueToTheirHosts(now);
    while (running < concurrency && !free.isEmpty() && free.peek().readyAt <= now) {
      Host host = free.remove();
      host.queued = false;
      Task task = host.waiting.pollFirst();
      if (task != null) {
        begin(task, now);
        return Optional.of(task.id);
      }
    }
    return Optional.empty();
  }

  private void begin(Task task, long now) {
    task.waiting = false;
    task.urgent = false;
    task.running = true;
    running++;
    task.host.running++;
    task.host.freeAt = now + gap;
    offer(task.host, now);
  }

  private void moveDueToTheirHosts(long now) {
    while (!due.isEmpty() && due.peek().at() <= now) {
      Ticket ticket = due.remove();
      Task task = ticket.task();
      if (task.ticket == ticket) {
        task.ticket = null;
        await(task, now);
      }
    }
  }

  private void await(Task task, long now) {
    task.waiting = true;
    if (task.urgent) {
      task.host.waiting.addFirst(task);
    } else {
      task.host.waiting.addLast(task);
    }
    offer(task.host, now);
  }

  private void offer(Host host, long now) {
    if (!host.queued && host.running < perHost && !host.waiting.isEmpty()) {
      host.queued = true;
      host.readyAt = Math.max(host.freeAt, now);
      host.turn = turns++;
      free.add(host);
    }
  }

  /** A poll that was taken has ended. */
  void done(String id, long now) {
    Task task = tasks.get(id);
    if (task == null || !task.running) {
      return;
    }
    task.running = false;
    running--;
    release(task.host, now);
    if (task.removed) {
      forget(task);
    }
  }

  private void release(Host host, long now) {
    host.running--;
    host.freeAt = now + gap;
    offer(host, now);
  }

  /** When {@link #take} is worth another try; empty while nothing waits or no place is free. */
  OptionalLong wakeUp() {
    if (running >= concurrency || (due.isEmpty() && free.isEmpty())) {
      return OptionalLong.empty();
    }
    long task = due.isEmpty() ? Long.MAX_VALUE : due.peek().at();
    long host = free.isEmpty() ? Long.MAX_VALUE : free.peek().readyAt;
    return OptionalLong.of(Math.min(task, host));
  }
}
