package news.rendezvous.dedup;

import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;

/** Result of a dispatch for the items topic. */
sealed interface Decision {

  /** Name in metrics and, for a record, the last word of {@code ce_type}. */
  String type();

  String WITHDRAWN = "withdrawn";
  String UNCHANGED = "unchanged";

  /** A record of the items topic. */
  sealed interface Revision extends Decision {

    ItemId id();

    /** Id of the source that the item names as its own. */
    String source();

    int revision();
  }

  /** Changes of an item, with their names. */
  enum Change {
    PUBLISHED("published"),
    UPDATED("updated"),
    /** The origin of the story replaced the source that carried it first. */
    ORIGIN_CHANGED("updated"),
    /** Its source published a story again that it had retracted. */
    RETURNED("updated"),
    /** Another source carried the story, or no longer does; the story did not change. */
    DUPLICATED("duplicated");

    final String type;

    Change(String type) {
      this.type = type;
    }
  }

  /** A record that holds an item. */
  record ItemRevision(Change change, NewsItem item) implements Revision {

    @Override
    public String type() {
      return change.type;
    }

    @Override
    public ItemId id() {
      return item.id();
    }

    @Override
    public String source() {
      return item.extension().source().id();
    }

    @Override
    public int revision() {
      return item.extension().revision();
    }
  }

  /** The story is removed: a tombstone. */
  record Withdrawn(ItemId id, String source, int revision) implements Revision {
    @Override
    public String type() {
      return WITHDRAWN;
    }
  }

  /** No record: the source that a story has its text from does not carry it any more. */
  record SourceRetracted() implements Decision {

    @Override
    public String type() {
      return UNCHANGED;
    }
  }

  /** No record. */
  record Unchanged() implements Decision {
    @Override
    public String type() {
      return UNCHANGED;
    }
  }
}
