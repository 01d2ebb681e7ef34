package news.rendezvous.ingest.parse.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of a feed. Texts are as in the document, neither sanitized nor trusted; URLs are
 * absolute.
 *
 * @param authors names of authors and editors, without mail addresses
 * @param pollingHints polling hints; null without any
 * @param olderPage URL of the page with the entries before those of this document; null without one
 * @param hubs WebSub hubs that it announces
 * @param removals what it says of entries that it has no more
 */
public record FeedInfo(
    @Nullable Markup title,
    @Nullable String homePage,
    @Nullable Markup description,
    @Nullable String language,
    @Nullable String icon,
    List<String> authors,
    @Nullable PollingHints pollingHints,
    @Nullable String olderPage,
    HubLinks hubs,
    EntryRemovals removals) {

  public FeedInfo {
    authors = List.copyOf(authors);
  }

  /** The same metadata with the hubs that the headers of the response announce. */
  public FeedInfo announcedBy(HubLinks headers) {
    return new FeedInfo(
        title,
        homePage,
        description,
        language,
        icon,
        authors,
        pollingHints,
        olderPage,
        headers.orElse(hubs),
        removals);
  }
}
