package news.rendezvous.serve;

import java.util.List;
import news.rendezvous.view.Held;
import org.jspecify.annotations.Nullable;

/**
 * A part of the stream as a page shows it.
 *
 * @param title what the feeds of the same filter are called
 * @param base absolute address of the service, without a slash at its end
 * @param query the query of the same filter at any feed; empty for all items
 * @param items newest first
 * @param next the query of the part with older items; null for the last part
 * @param newest whether nothing newer is left out
 */
public record Listing(
    String title,
    String base,
    String query,
    List<Held> items,
    @Nullable String next,
    boolean newest) {

  public Listing {
    items = List.copyOf(items);
  }
}
