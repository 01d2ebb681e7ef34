package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import news.rendezvous.serve.Listing;
import news.rendezvous.serve.Listings;
import news.rendezvous.serve.RequestPath;

/** Makes what all pages have. */
@ApplicationScoped
class Frames {

  private final Listings listings;
  private final Assets assets;

  @Inject
  Frames(Listings listings, Assets assets) {
    this.listings = listings;
    this.assets = assets;
  }

  /** The frame of a page that is about one part of the stream, whose feeds go with it. */
  Frame frame(Listing listing) {
    return new Frame(
        listing.title(),
        listings.title(),
        root(),
        "stories",
        FeedLink.all(root(), listing.query(), listing.title()),
        assets.names());
  }

  /** The frame of a page that is about something else; the feeds of the whole stream go with it. */
  Frame frame(String section, String title) {
    return frame(root(), section, title);
  }

  Frame frame(String root, String section, String title) {
    String site = listings.title();
    return new Frame(
        title + " · " + site, site, root, section, FeedLink.all(root, "", site), assets.names());
  }

  /** Where the service is, seen from the page that is being made. */
  static String root() {
    return root(RequestPath.current());
  }

  /**
   * Where the service is, seen from a path. RFC 3986 section 5.2.3: a relative reference replaces
   * what follows the last slash.
   */
  static String root(String path) {
    long depth = path.chars().filter(c -> c == '/').count() - 1;
    return depth < 1 ? "./" : "../".repeat((int) depth);
  }
}
