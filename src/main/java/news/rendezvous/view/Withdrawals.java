package news.rendezvous.view;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * Bounded log of the newest withdrawals with their items. Of those that have left the log, and of
 * those whose item was compacted away before it was read, only the time is known: they count for
 * every selection.
 */
final class Withdrawals {

  private static final int MOST = 100;

  private final Deque<Withdrawal> newestFirst = new ArrayDeque<>();
  private Instant others = Instant.MIN;

  private record Withdrawal(ViewItem held, Instant recorded) {}

  /** Adds a withdrawal. */
  synchronized void add(ViewItem held, Instant recorded) {
    newestFirst.addFirst(new Withdrawal(held, recorded));
    if (newestFirst.size() > MOST) {
      addUnknown(newestFirst.removeLast().recorded());
    }
  }

  /** Adds a withdrawal of an unknown item. */
  synchronized void addUnknown(Instant recorded) {
    others = later(others, recorded);
  }

  /**
   * Timestamp of the newest withdrawal of an item of a selection.
   *
   * @param after lower bound of the result
   */
  synchronized Instant newest(Predicate<ViewItem> among, Instant after) {
    Instant floor = later(others, after);
    return newestFirst.stream()
        .filter(withdrawal -> withdrawal.recorded().isAfter(floor))
        .filter(withdrawal -> among.test(withdrawal.held()))
        .map(Withdrawal::recorded)
        .reduce(floor, Withdrawals::later);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
