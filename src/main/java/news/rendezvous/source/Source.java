package news.rendezvous.source;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a source: what somebody decided about it. What happened to it since
 * (validators, failures, its title as the feed gives it) is the poll stage's.
 *
 * @param id 1 to 128 of {@code A-Z a-z 0-9 . _ -}
 * @param url address of the feed, absolute http or https
 * @param title title to show in place of the feed's own
 * @param edition edition to use in place of the language's
 * @param language BCP 47 tag to assume where the feed gives none
 * @param zone zone of dates that come without one
 * @param interval time between two polls; null for the configured default
 * @param linksBase base of relative {@code getUrls} references, where neither item nor feed has a
 *     link
 * @param enabled whether it is polled at all
 * @param configured whether the configuration brought it, which then wins over the topic
 * @param backfill how many older pages are followed at the first poll; 0 in records of older
 *     versions
 */
public record Source(
    String id,
    String url,
    @Nullable String title,
    @Nullable String edition,
    @Nullable String language,
    @Nullable ZoneId zone,
    @Nullable Duration interval,
    @Nullable String linksBase,
    boolean enabled,
    boolean configured,
    int backfill) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  /**
   * Guards the id, and that there is a URL.
   *
   * @throws IllegalArgumentException for an id of another form
   */
  public Source {
    Objects.requireNonNull(id, "id is missing");
    Objects.requireNonNull(url, "url is missing");
    if (!isId(id)) {
      throw new IllegalArgumentException("not a source id (1 to 128 of A-Z a-z 0-9 . _ -): " + id);
    }
  }

  /** A source whose older pages nobody wants. */
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
    this(id, url, title, edition, language, zone, interval, linksBase, enabled, configured, 0);
  }

  /**
   * Whether a text has the form of a source id; {@code .} and {@code ..} cannot stand in a path.
   */
  public static boolean isId(String text) {
    return ID.matcher(text).matches() && !text.equals(".") && !text.equals("..");
  }

  /** The same source at another address. */
  public Source movedTo(String newUrl) {
    return new Source(
        id,
        newUrl,
        title,
        edition,
        language,
        zone,
        interval,
        linksBase,
        enabled,
        configured,
        backfill);
  }

  Source disabled() {
    return new Source(
        id, url, title, edition, language, zone, interval, linksBase, false, configured, backfill);
  }
}
