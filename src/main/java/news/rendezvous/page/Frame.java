package news.rendezvous.page;

import java.util.List;

/**
 * What all pages have.
 *
 * @param title of the page
 * @param site what the service is called
 * @param root where the service is, seen from the page: behind a proxy nobody else may know
 * @param section which of the two parts of the site it belongs to, {@code stories} or {@code
 *     sources}
 * @param feeds those that go with the page
 * @param assets what it is made of
 */
record Frame(
    String title,
    String site,
    String root,
    String section,
    List<FeedLink> feeds,
    Assets.Names assets) {

  Frame {
    feeds = List.copyOf(feeds);
  }
}
