package news.rendezvous.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where to subscribe.
 *
 * @param name of the format
 * @param mediaType of the format
 * @param title of the feed
 * @param href relative to the page: only the browser knows by what address it came
 */
record FeedLink(String name, String mediaType, String title, String href) {

  /** The feed of the whole stream with a filter, in every format. */
  static List<FeedLink> all(String root, String query, String title) {
    String tail = query.isEmpty() ? "" : "?" + query;
    return Stream.of(
            new FeedLink("RSS", "application/rss+xml", title, root + "feed.rss" + tail),
            new FeedLink("Atom", "application/atom+xml", title, root + "feed.atom" + tail),
            new FeedLink("JSON Feed", "application/feed+json", title, root + "feed.json" + tail))
        .toList();
  }
}
