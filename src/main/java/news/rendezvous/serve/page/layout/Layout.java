package news.rendezvous.serve.page.layout;

import java.util.List;
import java.util.stream.Stream;

/**
 * Parts that all pages have.
 *
 * @param site name of the service
 * @param root relative URL of the service: behind a proxy only the browser knows the absolute one
 * @param section part of the site, {@code stories} or {@code sources}
 * @param feeds feeds of the page
 * @param assets path of the static files, relative to the root
 */
public record Layout(
    String site, String root, String section, List<FeedLink> feeds, String assets) {

  public Layout {
    feeds = List.copyOf(feeds);
  }

  /**
   * A feed to subscribe to.
   *
   * @param name of the format
   * @param mediaType of the format
   * @param title of the feed
   * @param href relative to the page
   */
  record FeedLink(String name, String mediaType, String title, String href) {

    /**
     * The feeds of a selection, in every format.
     *
     * @param below relative URL that they are below
     */
    static List<FeedLink> all(String below, String query, String title) {
      String tail = query.isEmpty() ? "" : "?" + query;
      return Stream.of(
              new FeedLink("RSS", "application/rss+xml", title, below + "feed.rss" + tail),
              new FeedLink("Atom", "application/atom+xml", title, below + "feed.atom" + tail),
              new FeedLink("JSON Feed", "application/feed+json", title, below + "feed.json" + tail))
          .toList();
    }
  }
}
