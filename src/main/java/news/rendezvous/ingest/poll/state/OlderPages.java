package news.rendezvous.ingest.poll.state;

import java.util.Objects;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.poll.schedule.StateBounds;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Pagination of a feed backwards in time (RFC 5005): the older pages that are still to be read, as
 * stored in the poll-state topic. Each page is a poll of its own, which keeps the gap of the host
 * and survives a restart.
 *
 * @param url address of the next page
 * @param left maximum number of pages, including this one
 * @param recent number of the last seen entries that do not count as known: those of the first
 *     document and of its older pages
 * @param backfill true if it is the backfill after the first poll; otherwise it repairs an overrun
 */
public record OlderPages(String url, int left, int recent, boolean backfill) {

  public OlderPages {
    Objects.requireNonNull(url, "the URL of a backlog is missing");
    StateBounds.count(left, "left");
    StateBounds.count(recent, "recent");
  }

  /**
   * The older pages that follow a document of the feed; null if it links to none.
   *
   * @param most maximum number of pages
   */
  public static @Nullable OlderPages after(
      Document document, ParsedDocument.Feed feed, int most, boolean backfill) {
    return next(document, feed, most, feed.entries().size(), backfill);
  }

  /** The older pages after this one was read; null if it links to none. */
  @Nullable OlderPages next(Document document, ParsedDocument.Feed feed, int newEntries) {
    return next(document, feed, left - 1, recent + newEntries, backfill);
  }

  private static @Nullable OlderPages next(
      Document document, ParsedDocument.Feed feed, int left, int recent, boolean backfill) {
    String url = feed.info().olderPage();
    return url != null && left > 0 && isOfSameOrigin(url, document.url().toString())
        ? new OlderPages(url, left, recent, backfill)
        : null;
  }

  // The permit of a poll is for the host of the feed, and a page must not lose HTTPS.
  private static boolean isOfSameOrigin(String page, String document) {
    HttpUrl older = HttpUrl.parse(page);
    HttpUrl feed = HttpUrl.parse(document);
    return older != null
        && feed != null
        && older.host().equals(feed.host())
        && older.port() == feed.port()
        && older.isHttps() == feed.isHttps();
  }
}
