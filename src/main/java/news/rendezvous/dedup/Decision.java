package news.rendezvous.dedup;

import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;

/** What an entry, an amendment or a withdrawal means to the stream. */
sealed interface Decision {

  /** What it is called, in metrics and, for a record, as the last word of {@code ce_type}. */
  String type();

  /** A record of the items topic. */
  sealed interface Revision extends Decision {

    ItemId id();

    /** Id of the source that brought the story first. */
    String source();

    int revision();
  }

  /** A record that shows an item. */
  sealed interface Shown extends Revision {

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

  /** A story that was not known. */
  record Published(NewsItem item) implements Shown {
    @Override
    public String type() {
      return "published";
    }
  }

  /** The story itself changed. */
  record Updated(NewsItem item) implements Shown {
    @Override
    public String type() {
      return "updated";
    }
  }

  /** The origin of the story tells it now in place of the source that brought it first. */
  record Succeeded(NewsItem item) implements Shown {
    @Override
    public String type() {
      return "updated";
    }
  }

  /** Another source carried the story, which did not change. */
  record Duplicated(NewsItem item) implements Shown {
    @Override
    public String type() {
      return "duplicated";
    }
  }

  /** The story is gone: a tombstone. */
  record Withdrawn(ItemId id, String source, int revision) implements Revision {
    @Override
    public String type() {
      return "withdrawn";
    }
  }

  /** Nothing that a consumer would see. */
  record Unchanged() implements Decision {
    @Override
    public String type() {
      return "unchanged";
    }
  }
}
