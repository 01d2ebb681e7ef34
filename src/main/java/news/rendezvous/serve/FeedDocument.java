package news.rendezvous.serve;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import news.rendezvous.view.Held;
import org.jspecify.annotations.Nullable;

/**
 * One page of a feed, before it is written in any format.
 *
 * @param head what the feed says of itself
 * @param id the same for all pages of the feed, on every replica and under every host name
 * @param links its addresses
 * @param updated when an item of it last changed
 * @param items newest first
 */
record FeedDocument(
    FeedHead head, String id, DocumentLinks links, Instant updated, List<Held> items) {

  /**
   * The date of a document without items, which RFC 4287 section 4.1.1 requires as well. Fixed, so
   * that it is the same on every replica and after every restart.
   */
  static final Instant NEVER = Instant.parse("2026-01-01T00:00:00Z");

  FeedDocument {
    items = List.copyOf(items);
  }

  /** A document that says when its items last changed. */
  static FeedDocument of(FeedHead head, String id, DocumentLinks links, List<Held> items) {
    Instant updated =
        items.stream()
            .map(held -> Dates.changed(held.item()))
            .max(Comparator.naturalOrder())
            .orElse(NEVER);
    return new FeedDocument(head, id, links, updated, items);
  }

  /** What the document says but for its items, under no name in particular. */
  FeedDocument frame() {
    return new FeedDocument(head, id, links.withoutBase(), updated, List.of());
  }

  String homePage() {
    return links.absolute(head.homePage());
  }

  @Nullable String icon() {
    return head.icon() == null ? null : links.absolute(head.icon());
  }
}
