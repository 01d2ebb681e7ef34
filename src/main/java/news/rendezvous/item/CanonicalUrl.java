package news.rendezvous.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL in one spelling: host in lower case and punycode, no default port,
 * no dot segments, no fragment, no credentials and no tracking parameters; everything else stays as
 * it was, because it may be what tells two stories apart.
 *
 * <p>Source: WHATWG URL Standard for reading, RFC 3986 section 6.2 for the normal form.
 */
public final class CanonicalUrl implements Comparable<CanonicalUrl> {

  /**
   * Parameters that tell a publisher where a reader came from and that never select the story:
   * Google Analytics campaign tags, and the click identifiers of Google, Meta, Microsoft, Yandex,
   * Mailchimp, HubSpot and others, as listed by the ClearURLs and AdGuard "URL Tracking" projects.
   */
  private static final Set<String> TRACKING =
      Set.of(
          "fbclid",
          "gclid",
          "gclsrc",
          "dclid",
          "gbraid",
          "wbraid",
          "msclkid",
          "yclid",
          "ysclid",
          "twclid",
          "ttclid",
          "igshid",
          "mc_cid",
          "mc_eid",
          "_hsenc",
          "_hsmi",
          "mkt_tok",
          "oly_anon_id",
          "oly_enc_id",
          "vero_id",
          "wickedid",
          "ref_src",
          "ref_url",
          "spm",
          "scm");

  /** Schemes of addresses that run or open something when they are followed. */
  private static final Pattern ACTIVE =
      Pattern.compile(
          "(?:javascript|data|vbscript|livescript|mocha|jar|view-source|blob|filesystem|file"
              + "|about):.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Pattern DISGUISE = Pattern.compile("[\\s\\p{C}\\p{Z}]+");

  private final String value;

  private CanonicalUrl(String value) {
    this.value = value;
  }

  /** The canonical form of an absolute URL; empty for text that is no http or https URL. */
  public static Optional<CanonicalUrl> of(@Nullable String url) {
    return url == null ? Optional.empty() : canonical(HttpUrl.parse(withoutControls(url)));
  }

  /**
   * The canonical form of a URL that may be relative to a base.
   *
   * @param base an absolute URL; null or unreadable, and only absolute URLs are understood
   */
  public static Optional<CanonicalUrl> of(@Nullable String url, @Nullable String base) {
    return resolve(url, base).flatMap(CanonicalUrl::of);
  }

  /**
   * A reference made absolute and otherwise left alone: fragment and parameters stay, since an
   * address that is followed or shown need not be a name. Empty for an active one, which with white
   * space in it would pass for a relative path.
   */
  public static Optional<String> resolve(@Nullable String url, @Nullable String base) {
    if (url == null || isActive(url)) {
      return Optional.empty();
    }
    String cleaned = withoutControls(url);
    HttpUrl absolute = HttpUrl.parse(cleaned);
    if (absolute == null && base != null) {
      HttpUrl against = HttpUrl.parse(withoutControls(base));
      absolute = against == null ? null : against.resolve(cleaned);
    }
    return Optional.ofNullable(absolute).map(HttpUrl::toString);
  }

  /** Whether following an address would run or open something, white space in it or not. */
  public static boolean isActive(String url) {
    return ACTIVE.matcher(DISGUISE.matcher(url).replaceAll("")).matches();
  }

  // WHATWG URL, "basic URL parser": tabs and line feeds are removed wherever they stand.
  private static String withoutControls(String url) {
    return url.strip().replaceAll("[\\t\\r\\n]", "");
  }

  private static Optional<CanonicalUrl> canonical(@Nullable HttpUrl url) {
    if (url == null) {
      return Optional.empty();
    }
    HttpUrl.Builder builder = url.newBuilder().fragment(null).username("").password("");
    for (String name : url.queryParameterNames()) {
      if (isTracking(name)) {
        builder.removeAllQueryParameters(name);
      }
    }
    HttpUrl bare = builder.build();
    boolean emptyQuery = bare.querySize() == 0 || "".equals(bare.query());
    return Optional.of(
        new CanonicalUrl((emptyQuery ? bare.newBuilder().query(null).build() : bare).toString()));
  }

  private static boolean isTracking(String parameter) {
    String name = parameter.toLowerCase(Locale.ROOT);
    return name.startsWith("utm_") || TRACKING.contains(name);
  }

  /** The URL without its scheme, for comparing: one story under http and https is one story. */
  public String withoutScheme() {
    return value.substring(value.indexOf("://") + 3);
  }

  /** Whether the URL leads anywhere below the root of its host. */
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
