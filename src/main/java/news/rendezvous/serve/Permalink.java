package news.rendezvous.serve;

import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.NewsItem;

/** The address at which a reader finds a story. */
final class Permalink {

  private Permalink() {}

  /**
   * The publisher's link; our own page of a story that has none.
   *
   * @param base absolute address of the service
   */
  static String of(NewsItem item, String base) {
    CanonicalUrl url = item.story().url();
    return url == null ? base + "/stories/" + item.id() : url.toString();
  }
}
