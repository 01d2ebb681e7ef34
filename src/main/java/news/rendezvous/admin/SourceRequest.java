package news.rendezvous.admin;

import org.jspecify.annotations.Nullable;

/**
 * A source as an operator describes it.
 *
 * @param url address of the feed; required
 * @param id made from the title or the host where absent
 * @param interval ISO 8601 duration, such as {@code PT15M}
 * @param zone such as {@code Asia/Shanghai}
 * @param enabled true where absent
 * @param backfill older pages to follow at the first poll; none where absent
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
    @Nullable Integer backfill) {}
