package news.rendezvous.view;

import java.time.Instant;
import java.util.Comparator;
import news.rendezvous.item.ItemId;
import org.jspecify.annotations.Nullable;

/**
 * A withdrawn item. Sorted newest first, the same on every replica.
 *
 * @param time timestamp of its tombstone
 * @param item its last revision, for filters; null where the view has not read it
 */
public record Withdrawal(ItemId id, Instant time, @Nullable ViewItem item)
    implements Comparable<Withdrawal> {

  private static final Comparator<Withdrawal> NEWEST_FIRST =
      Comparator.comparing(Withdrawal::time)
          .reversed()
          .thenComparing(withdrawal -> withdrawal.id().toString());

  @Override
  public int compareTo(Withdrawal other) {
    return NEWEST_FIRST.compare(this, other);
  }
}
