package news.rendezvous.dedup;

import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;

/** Result of a dispatch for the items topic. */
sealed interface Decision {

  /** Name in metrics and, for a record, the last word of {@code ce_type}. */
  String type();

  /** A record of the items topic. */
  sealed interface Revision extends Decision {

    ItemId id();

    /** Id of the source that the item names as its own. */
    String source();

    int revision();
  }

  /** A record that holds an item. */
  sealed interface ItemRevision extends Revision {

    NewsItem item();

    @Override
    default ItemId id() {
      return item().id();
    }

    @Override
    default String source() {
      return item().extension().source().id();
    }

    @Override
    default int revision() {
      return item().extension().revision();
    }
  }

  /** A new story. */
  record Published(NewsItem item) implements ItemRevision {
    @Override
    public String type() {
      return "published";
    }
  }

  /** The story itself changed. */
  record Updated(NewsItem item) implements ItemRevision {
    @Override
    public String type() {
      return "updated";
    }
  }

  /** The origin of the story replaced the source that carried it first. */
  record OriginChanged(NewsItem item) implements ItemRevision {
    @Override
    public String type() {
      return "updated";
    }
  }

  /** Another source carried the story, which did not change. */
  record Duplicated(NewsItem item) implements ItemRevision {
    @Override
    public String type() {
      return "duplicated";
    }
  }

  /** The story is removed: a tombstone. */
  record Withdrawn(ItemId id, String source, int revision) implements Revision {
    @Override
    public String type() {
      return "withdrawn";
    }
  }

  /** No record. */
  record Unchanged() implements Decision {
    @Override
    public String type() {
      return "unchanged";
    }
  }
}
