package news.rendezvous.ingest.poll.queue;

import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.Permit;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * A source in the poll queue: scheduled for a time, waiting for a permit of its host, or being
 * polled. Confined to the thread of the scheduler.
 */
final class PollTask {

  /** Element of the priority queue; void once the task has another. */
  record Ticket(PollTask task, long dueAt) {}

  private Source source;
  private HostKey host;
  @Nullable Ticket ticket;

  /** Requested and not closed yet. */
  @Nullable Permit permit;

  boolean running;
  boolean removed;

  PollTask(Source source) {
    this.source = source;
    this.host = HostKey.of(source.url());
  }

  String id() {
    return source.id();
  }

  HostKey host() {
    return host;
  }

  /** Replaces the definition of the source; true if its host has changed. */
  boolean update(Source next) {
    HostKey before = host;
    if (!source.url().equals(next.url())) { // parsing a URL costs more than a queue operation
      host = HostKey.of(next.url());
    }
    source = next;
    return !host.equals(before);
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
