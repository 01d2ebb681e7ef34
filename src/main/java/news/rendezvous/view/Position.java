package news.rendezvous.view;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;

/**
 * Sort key of an item: a total order, newest first, the same on every replica.
 *
 * @param timeline the item's {@code _rendezvous.timeline}
 * @param published its date of publication; the timeline's time where it has none
 * @param id its id
 */
public record Position(Instant timeline, Instant published, ItemId id)
    implements Comparable<Position> {

  private static final Comparator<Position> NEWEST_FIRST =
      Comparator.comparing(Position::timeline)
          .thenComparing(Position::published)
          .reversed()
          .thenComparing(position -> position.id().toString());

  private static final ItemId LAST = new ItemId(new UUID(-1, -1));

  static Position of(NewsItem item) {
    Instant timeline = item.extension().timeline();
    Instant published = item.story().datePublished();
    return new Position(timeline, published == null ? timeline : published, item.id());
  }

  /** The key behind all items of this time of the timeline. */
  static Position endOf(Instant timeline) {
    return new Position(timeline, Instant.MIN, LAST);
  }

  @Override
  public int compareTo(Position other) {
    return NEWEST_FIRST.compare(this, other);
  }
}
