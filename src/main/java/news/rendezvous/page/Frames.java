package news.rendezvous.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.serve.Listing;
import news.rendezvous.serve.Listings;

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
  Frame frame(UriInfo uri, Listing listing) {
    return new Frame(
        listing.title(),
        listings.title(),
        root(uri),
        "stories",
        FeedLink.all(root(uri), listing.query(), listing.title()),
        assets.names());
  }

  /** The frame of a page that is about something else; the feeds of the whole stream go with it. */
  Frame frame(UriInfo uri, String section, String title) {
    return frame(root(uri), section, title);
  }

  Frame frame(String root, String section, String title) {
    String site = listings.title();
    return new Frame(
        title + " · " + site, site, root, section, FeedLink.all(root, "", site), assets.names());
  }

  static String root(UriInfo uri) {
    return root(uri.getRequestUri().getRawPath());
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
