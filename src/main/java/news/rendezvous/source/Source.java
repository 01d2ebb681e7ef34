package news.rendezvous.source;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import news.rendezvous.item.url.FeedUrl;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a source, as configured or added by an operator. Validators, failures and the
 * feed's own title are in the poll state.
 *
 * @param id 1 to 128 of {@code A-Z a-z 0-9 . _ -}
 * @param url URL of the feed, absolute http or https
 * @param title title in place of the feed's own
 * @param edition edition in place of the one that follows from the language
 * @param language BCP 47 tag for a feed that gives none
 * @param zone zone of dates without one
 * @param interval time between two polls; null for the default
 * @param linksBase base of relative {@code getUrls} references
 * @param enabled false for a source that is not polled
 * @param configured true for a source of the configuration, which overrides the topic
 * @param backfill number of older pages to follow at the first poll; 0 in records of older versions
 * @param headers request headers by name, sent to the origin of the URL; empty in records of older
 *     versions
 * @param authorization credentials, sent to the origin of the URL; null for none
 */
public record Source(
    String id,
    FeedUrl url,
    @Nullable String title,
    @Nullable String edition,
    @Nullable String language,
    @Nullable ZoneId zone,
    @Nullable Duration interval,
    @Nullable String linksBase,
    boolean enabled,
    boolean configured,
    int backfill,
    Map<String, String> headers,
    @Nullable Authorization authorization) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  /**
   * Checks id, URL and headers, and completes records of older versions.
   *
   * @throws IllegalArgumentException for an id of another form, or headers that cannot be sent
   */
  public Source {
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(url, "url is missing");
    if (!isId(id)) {
      throw new IllegalArgumentException("not a source id (1 to 128 of A-Z a-z 0-9 . _ -): " + id);
    }
    headers =
        headers == null || headers.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new TreeMap<>(Map.copyOf(headers)));
    RequestHeaderConstraints.headers(headers)
        .ifPresent(
            mistake -> {
              throw new IllegalArgumentException("the member headers " + mistake);
            });
  }

  /** A source without backfill, headers and credentials. */
  public Source(
      String id,
      String url,
      @Nullable String title,
      @Nullable String edition,
      @Nullable String language,
      @Nullable ZoneId zone,
      @Nullable Duration interval,
      @Nullable String linksBase,
      boolean enabled,
      boolean configured) {
    this(
        id,
        FeedUrl.of(url),
        title,
        edition,
        language,
        zone,
        interval,
        linksBase,
        enabled,
        configured,
        0,
        Map.of(),
        null);
  }

  /** True for a valid source id; {@code .} and {@code ..} cannot be path segments. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches() && !text.equals(".") && !text.equals("..");
  }

  /**
   * The same source at another URL. Headers and credentials stay with their origin: a redirect
   * target must not get them.
   */
  public Source movedTo(String newUrl) {
    FeedUrl moved = FeedUrl.of(newUrl);
    boolean sameOrigin = moved.origin().equals(url.origin());
    return new Source(
        id,
        moved,
        title,
        edition,
        language,
        zone,
        interval,
        linksBase,
        enabled,
        configured,
        backfill,
        sameOrigin ? headers : Map.of(),
        sameOrigin ? authorization : null);
  }

  Source disabled() {
    return new Source(
        id,
        url,
        title,
        edition,
        language,
        zone,
        interval,
        linksBase,
        false,
        configured,
        backfill,
        headers,
        authorization);
  }
}
