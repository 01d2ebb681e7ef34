package news.rendezvous.view;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * Bounded log of the newest withdrawals: what they took away, and when. Of those that have left it,
 * and of those whose item was compacted away before it was read, the time alone is known: they
 * count as if they had concerned everything.
 */
final class Withdrawals {

  private static final int MOST = 100;

  private final Deque<Withdrawal> newestFirst = new ArrayDeque<>();
  private Instant others = Instant.MIN;

  private record Withdrawal(Held held, Instant recorded) {}

  /** Notes a withdrawal. */
  synchronized void add(Held held, Instant recorded) {
    newestFirst.addFirst(new Withdrawal(held, recorded));
    if (newestFirst.size() > MOST) {
      addUnknown(newestFirst.removeLast().recorded());
    }
  }

  /** Notes a withdrawal of which nobody knows what it took away. */
  synchronized void addUnknown(Instant recorded) {
    others = later(others, recorded);
  }

  /**
   * Timestamp of the newest withdrawal of an item that was among some others.
   *
   * @param after the answer where there is none later than this
   */
  synchronized Instant newest(Predicate<Held> among, Instant after) {
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
