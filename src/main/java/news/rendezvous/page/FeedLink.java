package news.rendezvous.page;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where to subscribe.
 *
 * @param name of the format
 * @param mediaType of the format
 * @param title of the feed
 * @param href absolute: it is copied into a reader
 */
record FeedLink(String name, String mediaType, String title, String href) {

  /** The feed of the whole stream with a filter, in every format. */
  static List<FeedLink> all(String base, String query, String title) {
    String tail = query.isEmpty() ? "" : "?" + query;
    return Stream.of(
            new FeedLink("RSS", "application/rss+xml", title, base + "/feed.rss" + tail),
            new FeedLink("Atom", "application/atom+xml", title, base + "/feed.atom" + tail),
            new FeedLink("JSON Feed", "application/feed+json", title, base + "/feed.json" + tail))
        .toList();
  }
}
