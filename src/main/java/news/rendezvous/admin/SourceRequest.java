package news.rendezvous.admin;

import java.util.Map;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Body of a request that adds or replaces a source.
 *
 * @param url URL of the feed; required
 * @param id derived from the title or the host if absent
 * @param interval ISO 8601 duration, such as {@code PT15M}
 * @param zone such as {@code Asia/Shanghai}
 * @param enabled true if absent
 * @param backfill number of older pages to follow at the first poll; 0 if absent
 * @param headers request headers by name
 * @param authorization credentials; absent keeps those of a source that is replaced
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
    @Nullable Map<String, @Nullable String> headers,
    @Nullable Credentials authorization,
    @Nullable Boolean discover) {

  /** A valid body. */
  static final String EXAMPLE = "{\"url\":\"https://news.example/feed.xml\"}";

  /**
   * A request that replaces a source.
   *
   * @param setsAuthorization true if it has that member, null included
   */
  record Replacement(SourceRequest request, boolean setsAuthorization) {}

  /**
   * Credentials: one of the two.
   *
   * @param bearer token, RFC 6750
   */
  record Credentials(@Nullable Basic basic, @Nullable String bearer) {

    /** Without the values, which must not get into a log. */
    @Override
    public String toString() {
      return "Credentials";
    }
  }

  /** User and password, RFC 7617. */
  record Basic(@Nullable String user, @Nullable String password) {

    /** Without the values, which must not get into a log. */
    @Override
    public String toString() {
      return "Basic";
    }
  }

  /** The request that would replace a source by itself. */
  static SourceRequest of(Source source) {
    return new SourceRequest(
        source.url().toString(),
        source.id(),
        source.title(),
        source.edition(),
        source.language(),
        source.zone() == null ? null : source.zone().getId(),
        source.interval() == null ? null : source.interval().toString(),
        source.linksBase(),
        source.enabled(),
        source.backfill(),
        Map.copyOf(source.headers()),
        null,
        null);
  }

  /** The same request for another URL. */
  SourceRequest at(String feed) {
    return new SourceRequest(
        feed,
        id,
        title,
        edition,
        language,
        zone,
        interval,
        linksBase,
        enabled,
        backfill,
        headers,
        authorization,
        false);
  }
}
