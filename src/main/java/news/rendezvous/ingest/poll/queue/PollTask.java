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

  /** A place in the order of due times; void once the task has another. */
  record Ticket(PollTask task, long dueAt) {}

  private Source source;
  private HostKey host;
  @Nullable Ticket ticket;

  /** Requested and not given back yet. */
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

  /** Takes over a new definition of the source and returns whether its host is another one. */
  boolean update(Source next) {
    HostKey before = host;
    if (!source.url().equals(next.url())) { // to parse a URL takes longer than a decision
      host = HostKey.of(next.url());
    }
    source = next;
    return !host.equals(before);
  }

  /** Gives up its place in the queue, and its permit. */
  void withdraw() {
    ticket = null;
    if (permit != null) {
      permit.close();
      permit = null;
    }
  }
}
