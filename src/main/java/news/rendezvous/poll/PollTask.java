package news.rendezvous.poll;

import news.rendezvous.fetch.HostKey;
import news.rendezvous.fetch.Permit;
import org.jspecify.annotations.Nullable;

/** A source in the queue of polls. Of one thread. */
final class PollTask {

  /** A source's place among the due times; void once the task has another. */
  record Ticket(PollTask task, long at) {}

  /** A source's wait for its host's turn; void once the task has another, or none. */
  static final class Turn {

    final PollTask task;
    @Nullable Permit permit;

    Turn(PollTask task) {
      this.task = task;
    }

    void close() {
      if (permit != null) {
        permit.close();
      }
    }
  }

  final String id;
  String url;
  HostKey host;
  @Nullable Ticket ticket;
  @Nullable Turn turn;
  boolean urgent;
  boolean running;
  boolean removed;

  PollTask(String id, String url, HostKey host) {
    this.id = id;
    this.url = url;
    this.host = host;
  }
}
