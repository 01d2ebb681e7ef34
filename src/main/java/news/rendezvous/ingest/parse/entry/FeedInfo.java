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
 */
public record FeedInfo(
    @Nullable Markup title,
    @Nullable String homePage,
    @Nullable Markup description,
    @Nullable String language,
    @Nullable String icon,
    List<String> authors,
    @Nullable PollingHints pollingHints,
    @Nullable String olderPage) {

  public FeedInfo {
    authors = List.copyOf(authors);
  }
}
