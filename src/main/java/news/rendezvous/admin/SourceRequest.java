package news.rendezvous.admin;

import org.jspecify.annotations.Nullable;

/**
 * Body of a request that adds a source.
 *
 * @param url URL of the feed; required
 * @param id derived from the title or the host if absent
 * @param interval ISO 8601 duration, such as {@code PT15M}
 * @param zone such as {@code Asia/Shanghai}
 * @param enabled true if absent
 * @param backfill number of older pages to follow at the first poll; 0 if absent
 * @param discover true to subscribe to the one feed of the page at the URL
 */
record SourceRequest(
    @Nullable String url,
    @Nullable String id,
    @Nullable String title,
    @Nullable String edition,
    @Nullable String language,
    @Nullable String zone,
    @Nullable String interval,
    @Nullable String linksBase,
    @Nullable Boolean enabled,
    @Nullable Integer backfill,
    @Nullable Boolean discover) {

  /** The same request for another URL. */
  SourceRequest at(String feed) {
    return new SourceRequest(
        feed, id, title, edition, language, zone, interval, linksBase, enabled, backfill, false);
  }
}
