package news.rendezvous.serve.feed;

import java.util.List;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/**
 * Items of one web page of the stream.
 *
 * @param title title of the feeds with the same filter
 * @param base base URL of the service, without a slash at its end
 * @param query query string of feeds with the same filter; empty for all items
 * @param items newest first
 * @param next query string of the next page; null on the last page
 * @param newest true on the first page
 */
public record Listing(
    String title,
    String base,
    String query,
    List<ViewItem> items,
    @Nullable String next,
    boolean newest) {

  public Listing {
    items = List.copyOf(items);
  }
}
