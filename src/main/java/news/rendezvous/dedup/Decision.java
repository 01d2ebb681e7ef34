package news.rendezvous.dedup;

import news.rendezvous.item.NewsItem;

/** What an entry means to the stream. */
sealed interface Decision {

  /** A record of the items topic. */
  sealed interface Revision extends Decision {

    NewsItem item();

    /** The last word of {@code ce_type}. */
    String type();
  }

  /** A story that was not known. */
  record Published(NewsItem item) implements Revision {
    @Override
    public String type() {
      return "published";
    }
  }

  /** The story itself changed. */
  record Updated(NewsItem item) implements Revision {
    @Override
    public String type() {
      return "updated";
    }
  }

  /** Another source carried the story, which did not change. */
  record Duplicated(NewsItem item) implements Revision {
    @Override
    public String type() {
      return "duplicated";
    }
  }

  /** Nothing that a consumer would see. */
  record Unchanged() implements Decision {}
}
