package news.rendezvous.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import news.rendezvous.item.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * The newest withdrawals, for the tombstones of Atom feeds (RFC 6721). Which are kept depends on
 * the topic alone and not on the order of reading. One writer at a time, any number of readers.
 */
final class Withdrawals {

  /** Largest record that is kept for filters: the memory is bounded by the number then. */
  private static final int MOST_BYTES = 64 << 10;

  private final int most;
  private volatile List<Withdrawal> newest = List.of();

  Withdrawals(int most) {
    this.most = most;
  }

  /**
   * Adds a withdrawal. A repeated one keeps the item of the first.
   *
   * @param item the last revision; null where it is unknown
   */
  void add(ItemId id, Instant time, @Nullable ViewItem item) {
    ViewItem known = item == null ? earlier(id) : item;
    ViewItem kept = known == null || known.json().length > MOST_BYTES ? null : known;
    newest =
        Stream.concat(others(id), Stream.of(new Withdrawal(id, time, kept)))
            .sorted()
            .limit(most)
            .toList();
  }

  private @Nullable ViewItem earlier(ItemId id) {
    for (Withdrawal withdrawal : newest) {
      if (withdrawal.id().equals(id)) {
        return withdrawal.item();
      }
    }
    return null;
  }

  private Stream<Withdrawal> others(ItemId id) {
    return newest.stream().filter(withdrawal -> !withdrawal.id().equals(id));
  }

  /** Removes that of an item which was published again. */
  void remove(ItemId id) {
    if (newest.stream().anyMatch(withdrawal -> withdrawal.id().equals(id))) {
      newest = others(id).toList();
    }
  }

  /** Removes all that are older than a time. */
  void expire(Instant oldest) {
    List<Withdrawal> all = newest;
    if (!all.isEmpty() && all.get(all.size() - 1).time().isBefore(oldest)) {
      newest = all.stream().filter(one -> !one.time().isBefore(oldest)).toList();
    }
  }

  /**
   * Those of matching items, newest first. One whose item is unknown matches always: only its
   * tombstone survived a compaction, and for a reader that never had the item it means nothing.
   */
  List<Withdrawal> matching(Predicate<ViewItem> matcher) {
    List<Withdrawal> found = new ArrayList<>();
    for (Withdrawal withdrawal : newest) {
      ViewItem item = withdrawal.item();
      if (item == null || matcher.test(item)) {
        found.add(withdrawal);
      }
    }
    return found;
  }
}
