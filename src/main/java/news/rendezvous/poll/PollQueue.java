package news.rendezvous.poll;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import news.rendezvous.poll.PollTask.Ticket;

/**
 * What is due, what is under way, and what must wait for its host: a decision costs O(log n). Not
 * thread-safe; time is passed in, in nanoseconds of any monotonic clock.
 */
final class PollQueue {

  private final Hosts hosts;
  private final Map<String, PollTask> tasks = new HashMap<>();
  private final PriorityQueue<Ticket> due =
      new PriorityQueue<>(Comparator.comparingLong(Ticket::at));

  /** An empty queue, for polls as the hosts allow. */
  PollQueue(Hosts hosts) {
    this.hosts = hosts;
  }

  /**
   * Plans the next poll of a source, in place of an earlier plan. A source under way is planned
   * when it is done, not before: until then this does nothing.
   */
  void schedule(String id, String hostName, long at) {
    plan(id, hostName, at, false);
  }

  /**
   * Plans a poll of a source for now, before all that wait for its host, and even if that is to be
   * left alone.
   */
  void hurry(String id, String hostName, long now) {
    plan(id, hostName, now, true);
  }

  private void plan(String id, String hostName, long at, boolean urgent) {
    PollTask task = tasks.computeIfAbsent(id, x -> new PollTask(id, hosts.enter(hostName)));
    task.removed = false;
    if (task.running) {
      return;
    }
    withdraw(task);
    if (!task.host.name.equals(hostName)) {
      hosts.leave(task.host);
      task.host = hosts.enter(hostName);
    }
    task.urgent = urgent;
    task.ticket = new Ticket(task, at);
    due.add(task.ticket);
  }

  /** The host of a source that is in the queue. */
  Optional<String> host(String id) {
    return Optional.ofNullable(tasks.get(id)).map(task -> task.host.name);
  }

  boolean isRunning(String id) {
    PollTask task = tasks.get(id);
    return task != null && task.running;
  }

  private void withdraw(PollTask task) {
    task.ticket = null;
    hosts.withdraw(task);
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
    hosts.leave(task.host);
  }

  /** Asks a source's host for nothing until then, but for what is hurried. */
  void hold(String id, long until) {
    PollTask task = tasks.get(id);
    if (task != null) {
      hosts.hold(task.host, until);
    }
  }

  /** Whether a source's host has proved to answer. */
  void judge(String id, boolean answers) {
    PollTask task = tasks.get(id);
    if (task != null) {
      hosts.judge(task.host, answers);
    }
  }

  /** The next source to poll now, which is under way from then on; empty when all must wait. */
  Optional<String> take(long now) {
    moveDueToTheirHosts(now);
    Optional<PollTask> next = hosts.take(now);
    next.ifPresent(PollTask::begin);
    return next.map(task -> task.id);
  }

  private void moveDueToTheirHosts(long now) {
    while (!due.isEmpty() && due.peek().at() <= now) {
      Ticket ticket = due.remove();
      PollTask task = ticket.task();
      if (task.ticket == ticket) {
        task.ticket = null;
        hosts.await(task, now);
      }
    }
  }

  /**
   * The host of a poll under way has answered, and may be asked for something else.
   *
   * @param document whether it brought one; without, the poll needs its place no more
   */
  void answered(String id, boolean document, long now) {
    PollTask task = tasks.get(id);
    if (task != null && task.asking) {
      task.asking = false;
      hosts.answered(task.host, now);
    }
    if (task != null && !document) {
      leave(task);
    }
  }

  private void leave(PollTask task) {
    if (task.placed) {
      task.placed = false;
      hosts.done();
    }
  }

  /** A poll that was taken has ended. */
  void done(String id, long now) {
    PollTask task = tasks.get(id);
    if (task == null || !task.running) {
      return;
    }
    answered(id, false, now);
    task.running = false;
    if (task.removed) {
      forget(task);
    }
  }

  /** When {@link #take} is worth another try; empty while nothing waits or no place is free. */
  OptionalLong wakeUp() {
    OptionalLong waiting = hosts.wakeUp();
    if (hosts.isFull() || due.isEmpty()) {
      return waiting;
    }
    return OptionalLong.of(Math.min(due.peek().at(), waiting.orElse(Long.MAX_VALUE)));
  }
}
