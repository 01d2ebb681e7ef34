package news.rendezvous.view;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import news.rendezvous.item.ItemId;

/**
 * Sort key of an item: a total order, newest first, the same on every replica.
 *
 * @param published its date of publication; the timeline's time where it has none
 */
public record TimelineKey(Instant timeline, Instant published, ItemId id)
    implements Comparable<TimelineKey> {

  private static final Comparator<TimelineKey> NEWEST_FIRST =
      Comparator.comparing(TimelineKey::timeline)
          .thenComparing(TimelineKey::published)
          .reversed()
          .thenComparing(position -> position.id().toString());

  private static final ItemId LAST = new ItemId(new UUID(-1, -1));

  /** The key behind all items of this time of the timeline. */
  static TimelineKey endOf(Instant timeline) {
    return new TimelineKey(timeline, Instant.MIN, LAST);
  }

  @Override
  public int compareTo(TimelineKey other) {
    return NEWEST_FIRST.compare(this, other);
  }
}
