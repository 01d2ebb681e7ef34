package news.rendezvous.poll;

import java.util.List;
import news.rendezvous.fetch.Document;
import news.rendezvous.parse.Parsed;
import news.rendezvous.parse.ParsedEntry;
import news.rendezvous.poll.PollState.Backlog;
import news.rendezvous.poll.PollState.Memory;
import news.rendezvous.poll.PollState.Overrun;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Pagination of feeds backwards in time (RFC 5005): which older page is read next, and when to
 * stop. Each page is a poll of its own in the queue, so that it keeps the gap of its host, and what
 * is left to read outlives a restart.
 */
final class OlderPages {

  private OlderPages() {}

  /**
   * The older pages that follow a document of the feed; null where it has none.
   *
   * @param most how many may be read
   * @param backfill whether the source asked for them; else they repair an overrun
   */
  static @Nullable Backlog after(Document document, Parsed.Feed feed, int most, boolean backfill) {
    return next(document, feed, most, feed.entries().size(), backfill);
  }

  private static @Nullable Backlog next(
      Document document, Parsed.Feed feed, int left, int recent, boolean backfill) {
    String url = feed.info().olderPage();
    return url != null && left > 0 && isOfSameHost(url, document.url().toString())
        ? new Backlog(url, left, recent, backfill)
        : null;
  }

  // The queue keeps the gap of the host of the feed, not of others; and what was fetched with its
  // integrity protected stays so.
  private static boolean isOfSameHost(String page, String document) {
    HttpUrl older = HttpUrl.parse(page);
    HttpUrl feed = HttpUrl.parse(document);
    return older != null
        && feed != null
        && older.host().equals(feed.host())
        && older.port() == feed.port()
        && older.isHttps() == feed.isHttps();
  }

  /**
   * What is known after an older page was read.
   *
   * @param page which
   * @param most entries that are remembered
   */
  static Memory read(Memory memory, Backlog page, Document document, Parsed.Feed feed, int most) {
    List<ParsedEntry> entries = feed.entries();
    SeenEntries seen = SeenEntries.of(memory.seen());
    int unseen = seen.unseen(entries).size();
    // Stories that came meanwhile have moved some from the page before to this one: these say
    // nothing, and only what was known before the overrun does.
    SeenEntries before = seen.withoutNewest(page.recent());
    boolean reached = !page.backfill() && entries.stream().anyMatch(before::know);
    boolean last = reached || unseen == 0;
    int recent = page.recent() + (int) entries.stream().filter(e -> !seen.know(e)).count();
    SeenEntries all = seen.with(entries, Math.min(most, seen.size() + entries.size()));
    return memory
        .remembering(all)
        .with(
            page.backfill() ? memory.overrun() : recovered(memory.overrun(), unseen, reached),
            last ? null : next(document, feed, page.left() - 1, recent, page.backfill()));
  }

  private static @Nullable Overrun recovered(
      @Nullable Overrun overrun, int unseen, boolean reached) {
    return overrun == null
        ? null
        : new Overrun(overrun.at(), overrun.recovered() + unseen, reached);
  }
}
