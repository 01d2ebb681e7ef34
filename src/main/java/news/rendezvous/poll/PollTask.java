package news.rendezvous.poll;

import org.jspecify.annotations.Nullable;

/** A source in the queue of polls. Of one thread. */
final class PollTask {

  /** A source's place among the due times; void once the task has another. */
  record Ticket(PollTask task, long at) {}

  final String id;
  Hosts.Host host;
  @Nullable Ticket ticket;
  boolean urgent;
  boolean running;
  boolean asking;
  boolean placed;
  boolean removed;

  PollTask(String id, Hosts.Host host) {
    this.id = id;
    this.host = host;
  }

  void begin() {
    running = true;
    asking = true;
    placed = true;
  }
}
