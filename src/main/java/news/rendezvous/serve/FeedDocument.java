package news.rendezvous.serve;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import news.rendezvous.view.Held;
import org.jspecify.annotations.Nullable;

/**
 * One page of a feed, before it is written in any format.
 *
 * @param head what the feed says of itself
 * @param id the same for all pages of the feed, on every replica and under every host name
 * @param self its own address, absolute
 * @param next address of the page with older items; null on the last page
 * @param items newest first
 */
record FeedDocument(
    FeedHead head, String id, String self, @Nullable String next, List<Held> items) {

  FeedDocument {
    items = List.copyOf(items);
  }

  /** When an item of the page last changed: the newest record's time; empty without items. */
  Optional<Instant> updated() {
    return items.stream().map(Held::recorded).max(Comparator.naturalOrder());
  }
}
