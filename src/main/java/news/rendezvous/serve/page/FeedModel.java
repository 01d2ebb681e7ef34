package news.rendezvous.serve.page;

import java.util.List;
import news.rendezvous.serve.page.layout.Layout;
import news.rendezvous.serve.page.story.Card;
import org.jspecify.annotations.Nullable;

/**
 * Model of a feed that is shown in a browser.
 *
 * @param frame parts that all pages have, with the formats of the feed
 * @param address absolute URL to copy into a feed reader
 * @param stories newest first
 * @param list relative URL of the page with the same stories, which arrive live there
 * @param older relative URL of the next page; null on the last one
 */
record FeedModel(
    Layout frame,
    String title,
    @Nullable String description,
    String address,
    List<Card> stories,
    String list,
    @Nullable String older) {

  FeedModel {
    stories = List.copyOf(stories);
  }
}
