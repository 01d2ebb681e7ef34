package news.rendezvous.dedup;

import news.rendezvous.item.NewsItem;

/**
 * What the stage remembers of a story.
 *
 * @param item as it was last published
 * @param fingerprint of the entry that its story was taken from
 */
record Known(NewsItem item, String fingerprint) {}
