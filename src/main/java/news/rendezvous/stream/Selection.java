package news.rendezvous.stream;

import news.rendezvous.item.NewsItem;

/** Which items a listener wants to hear of. */
@FunctionalInterface
interface Selection {

  /**
   * Whether an item is one of them.
   *
   * @param json the item as its record has it; not to be changed
   */
  boolean takes(NewsItem item, byte[] json);
}
