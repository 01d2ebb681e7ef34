package news.rendezvous.serve.page.layout;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.feed.Feeds.Listing;
import news.rendezvous.serve.http.RequestPath;

/** Factory of layouts. */
@ApplicationScoped
public class Layouts {

  private final Feeds feeds;
  private final Assets assets;

  @Inject
  Layouts(Feeds feeds, Assets assets) {
    this.feeds = feeds;
    this.assets = assets;
  }

  /** The frame of a list, with the feeds of its selection. */
  public Layout frame(Listing listing) {
    return frame(at(listing.feeds()), listing.query(), listing.title(), "stories");
  }

  /**
   * The frame of a page with feeds of its own.
   *
   * @param below relative URL that the feeds are below
   * @param query query string of the feeds; empty for none
   * @param title title of the feeds
   */
  public Layout frame(String below, String query, String title, String section) {
    return new Layout(
        feeds.title(), root(), section, Layout.FeedLink.all(below, query, title), assets.path());
  }

  /** The frame of any other page, with the feeds of the whole stream. */
  public Layout frame(String section) {
    return frame(root(), section);
  }

  public Layout frame(String root, String section) {
    String site = feeds.title();
    return new Layout(site, root, section, Layout.FeedLink.all(root, "", site), assets.path());
  }

  /** Relative URL of a path of the service, for the current request. */
  public static String at(String path) {
    return root() + path.substring(1);
  }

  /** Relative URL of the service, for the current request. */
  public static String root() {
    return root(RequestPath.current());
  }

  /**
   * Relative URL of the service, from a path. RFC 3986 section 5.2.3: a relative reference replaces
   * all that follows the last slash.
   */
  public static String root(String path) {
    long depth = path.chars().filter(c -> c == '/').count() - 1;
    return depth < 1 ? "./" : "../".repeat((int) depth);
  }
}
