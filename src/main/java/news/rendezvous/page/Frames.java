package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import news.rendezvous.serve.Listing;
import news.rendezvous.serve.Listings;
import news.rendezvous.serve.RequestPath;

/** Factory of frames. */
@ApplicationScoped
class Frames {

  private final Listings listings;
  private final Assets assets;

  @Inject
  Frames(Listings listings, Assets assets) {
    this.listings = listings;
    this.assets = assets;
  }

  /** The frame of a list, with the feeds of its selection. */
  Frame frame(Listing listing) {
    return new Frame(
        listing.title(),
        listings.title(),
        root(),
        "stories",
        Frame.FeedLink.all(root(), listing.query(), listing.title()),
        assets.names());
  }

  /** The frame of any other page, with the feeds of the whole stream. */
  Frame frame(String section, String title) {
    return frame(root(), section, title);
  }

  Frame frame(String root, String section, String title) {
    String site = listings.title();
    return new Frame(
        title + " · " + site,
        site,
        root,
        section,
        Frame.FeedLink.all(root, "", site),
        assets.names());
  }

  /** Relative URL of the service, for the current request. */
  static String root() {
    return root(RequestPath.current());
  }

  /**
   * Relative URL of the service, from a path. RFC 3986 section 5.2.3: a relative reference replaces
   * all that follows the last slash.
   */
  static String root(String path) {
    long depth = path.chars().filter(c -> c == '/').count() - 1;
    return depth < 1 ? "./" : "../".repeat((int) depth);
  }
}
