package news.rendezvous.serve.format;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import news.rendezvous.view.ViewItem;
import news.rendezvous.view.Withdrawal;
import org.jspecify.annotations.Nullable;

/**
 * One page of a feed, independent of the format.
 *
 * @param id feed id, the same on all pages, on all replicas and under all host names
 * @param updated last change of an item; null without items
 * @param withdrawn items that are gone from the feed, newest first; none where the format has no
 *     place for them
 */
public record FeedDocument(
    FeedMetadata head,
    String id,
    DocumentLinks links,
    @Nullable Instant updated,
    List<ViewItem> items,
    List<Withdrawal> withdrawn) {

  public FeedDocument {
    items = List.copyOf(items);
    withdrawn = List.copyOf(withdrawn);
  }

  /** A document without withdrawn items. */
  public static FeedDocument of(
      FeedMetadata head, String id, DocumentLinks links, List<ViewItem> items) {
    return of(head, id, links, items, List.of());
  }

  public static FeedDocument of(
      FeedMetadata head,
      String id,
      DocumentLinks links,
      List<ViewItem> items,
      List<Withdrawal> withdrawn) {
    Instant updated =
        items.stream()
            .map(held -> ItemFields.changed(held.item()))
            .max(Comparator.naturalOrder())
            .orElse(null);
    return new FeedDocument(head, id, links, updated, items, withdrawn);
  }

  /** The document without its items and without the base URL of its links. */
  FeedDocument frame() {
    return new FeedDocument(head, id, links.withoutBase(), updated, List.of(), withdrawn);
  }

  String homePage() {
    return links.absolute(head.homePage());
  }

  @Nullable String icon() {
    return head.icon() == null ? null : links.absolute(head.icon());
  }
}
