package news.rendezvous.item.url;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Canonical form of an absolute http or https URL: host in lower case and punycode, no default
 * port, no dot segments, no user info, no tracking parameters and no fragment that only tracks. All
 * else is kept, since it may distinguish two stories.
 *
 * <p>Parsed by the WHATWG URL Standard, normalised by RFC 3986 section 6.2.
 */
public final class CanonicalUrl implements Comparable<CanonicalUrl> {

  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  /** Schemes that execute or open something when a reader follows the URL. */
  private static final Set<String> ACTIVE =
      Set.of(
          "javascript",
          "data",
          "vbscript",
          "livescript",
          "mocha",
          "jar",
          "view-source",
          "blob",
          "filesystem",
          "file",
          "about");

  /** RFC 3986 section 3.2.1, behind any number of slashes: WHATWG URL, "authority state". */
  private static final Pattern USER_INFO =
      Pattern.compile(
          "^(\\s*+(?:(?:[a-z][a-z0-9+.-]*+:)*+//|https?:)[/\\\\]*+)[^/?#\\\\]*@",
          Pattern.CASE_INSENSITIVE);

  private static final String MAGNET = "magnet:?";
  private static final String MAILTO = "mailto:";

  private final String value;

  private CanonicalUrl(String value) {
    this.value = value;
  }

  /** The canonical form of an absolute URL; empty for text that is no http or https URL. */
  public static Optional<CanonicalUrl> of(@Nullable String url) {
    return of(url, null);
  }

  /**
   * The canonical form of a URL that may be relative to a base.
   *
   * @param base an absolute URL; if it is null or malformed, only absolute URLs are accepted
   */
  public static Optional<CanonicalUrl> of(@Nullable String url, @Nullable String base) {
    return resolve(url, base).map(CanonicalUrl::canonical);
  }

  /**
   * A URL reference made absolute and otherwise kept: fragment and parameters are part of a URL
   * that is followed or shown. User info is removed, since it may be a password. Empty for an
   * active URL, which with white space in it would pass for a relative path.
   */
  public static Optional<String> resolve(@Nullable String url, @Nullable String base) {
    return url == null || isActive(url)
        ? Optional.empty()
        : Optional.ofNullable(UrlSerializer.of(url, base)).map(CanonicalUrl::withoutUserInfo);
  }

  /** A URL of any scheme without user name and password; any other text as it is. */
  public static String withoutUserInfo(String url) {
    return url.indexOf('@') < 0 ? url : USER_INFO.matcher(url).replaceFirst("$1");
  }

  /**
   * The URL of a file of a story: http or https, or a magnet link, which identifies a file by its
   * hash (BEP 9).
   */
  public static Optional<String> file(@Nullable String url, @Nullable String base) {
    String written = url == null ? "" : url.strip();
    return written.regionMatches(true, 0, MAGNET, 0, MAGNET.length())
        ? Optional.of(MAGNET + UrlSerializer.encoded(written.substring(MAGNET.length())))
        : resolve(url, base);
  }

  /** The URL of a mail address. */
  public static Optional<String> mail(String url) {
    String written = url.strip();
    return written.regionMatches(true, 0, MAILTO, 0, MAILTO.length())
        ? Optional.of(MAILTO + UrlSerializer.encoded(written.substring(MAILTO.length())))
        : Optional.empty();
  }

  /**
   * True if a URL has a scheme that executes or opens something, with or without white space in it.
   */
  public static boolean isActive(String url) {
    if (url.startsWith("http")) {
      return false;
    }
    int from = 0;
    String scheme = "feed"; // which readers strip before they follow the URL
    for (int colon = url.indexOf(':'); colon >= 0 && scheme.equals("feed"); ) {
      scheme = normalizedScheme(url.substring(from, colon));
      from = colon + 1;
      colon = url.indexOf(':', from);
    }
    return ACTIVE.contains(scheme);
  }

  /** A scheme in lower case, without characters that a lenient parser ignores. */
  private static String normalizedScheme(String scheme) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0, c; i < scheme.length() && letters.length() < 20; i += Character.charCount(c)) {
      c = scheme.codePointAt(i);
      if (Character.isLetter(c) || c == '-') {
        letters.appendCodePoint(Character.toLowerCase(c));
      }
    }
    return letters.toString();
  }

  private static CanonicalUrl canonical(String absolute) {
    String url = percentNormal(absolute);
    int fragment = end(url, '#');
    int query = Math.min(end(url, '?'), fragment);
    return new CanonicalUrl(
        url.substring(0, query)
            + TrackingParameters.withoutParameters(url.substring(query, fragment))
            + TrackingParameters.withoutFragment(url.substring(fragment)));
  }

  private static int end(String url, char mark) {
    int at = url.indexOf(mark);
    return at < 0 ? url.length() : at;
  }

  // RFC 3986 section 6.2.2: hex digits in upper case, and unreserved characters not encoded.
  private static String percentNormal(String url) {
    return url.indexOf('%') < 0 ? url : ESCAPE.matcher(url).replaceAll(CanonicalUrl::percentNormal);
  }

  private static String percentNormal(MatchResult escape) {
    char c = (char) Integer.parseInt(escape.group(1), 16);
    boolean unreserved = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
    return unreserved ? String.valueOf(c) : escape.group().toUpperCase(Locale.ROOT);
  }

  /** The URL without its scheme, for comparison: http and https denote the same story. */
  public String withoutScheme() {
    return value.substring(value.indexOf("://") + 3);
  }

  /** The document of the URL; a fragment is a part of it (RFC 3986 section 3.5). */
  public CanonicalUrl withoutFragment() {
    int fragment = value.indexOf('#');
    return fragment < 0 ? this : new CanonicalUrl(value.substring(0, fragment));
  }

  public String host() {
    String rest = withoutScheme();
    int end = rest.split("[/?#]", 2)[0].length();
    String authority = rest.substring(0, end);
    int port = authority.lastIndexOf(':');
    return port > authority.lastIndexOf(']') ? authority.substring(0, port) : authority;
  }

  /** True if the URL has a path below the root of its host. */
  public boolean hasPath() {
    String rest = withoutScheme();
    int slash = rest.indexOf('/');
    return slash >= 0 && slash < rest.length() - 1;
  }

  @JsonValue
  @Override
  public String toString() {
    return value;
  }

  @JsonCreator
  static CanonicalUrl fromJson(String url) {
    return of(url).orElseThrow(() -> new IllegalArgumentException("no http or https URL: " + url));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CanonicalUrl url && url.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public int compareTo(CanonicalUrl other) {
    return value.compareTo(other.value);
  }
}
