package news.rendezvous.normalize;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.ComparableText;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * What an entry may be recognised by.
 *
 * @param guid guid or Atom id
 * @param guidUrl the same, where it is an http or https URL
 * @param url permalink
 * @param original permalink at the publisher, where a carrier put its own in its place
 * @param title title, which tells entries apart that have the same of the others
 * @param text text as the feed has it, which tells those apart that have no title
 * @param date date of publication as written, else of change
 */
record Identity(
    @Nullable String guid,
    @Nullable HttpUrl guidUrl,
    @Nullable CanonicalUrl url,
    @Nullable CanonicalUrl original,
    @Nullable String title,
    @Nullable String text,
    @Nullable String date) {

  private static final Pattern TAG = Pattern.compile("<[^<>]*+>");

  private static final Pattern GLOBAL_SCHEME =
      Pattern.compile("(?:tag|urn):.+", Pattern.CASE_INSENSITIVE);

  Identity(
      @Nullable String guid,
      @Nullable CanonicalUrl url,
      @Nullable CanonicalUrl original,
      @Nullable String title,
      @Nullable String text,
      @Nullable String date) {
    this(guid, guid == null ? null : url(guid), url, original, title, text, date);
  }

  // The library throws inside where there is no scheme, which costs more than all the rest.
  private static @Nullable HttpUrl url(String guid) {
    return guid.regionMatches(true, 0, "http", 0, 4) ? HttpUrl.parse(guid) : null;
  }

  /** What two entries with one guid must share to be one story. */
  String place() {
    return url != null ? url.withoutScheme() : heading();
  }

  /**
   * Guid and place; two entries of one document that share even these may differ by their headings.
   */
  Optional<String> spot() {
    return Optional.ofNullable(guid).map(id -> id + ' ' + place());
  }

  /**
   * What two entries with one permalink must share to be one story; without guids all that they
   * say, since a strip may differ from the next by its picture alone.
   */
  String name() {
    return guid == null ? heading() + ' ' + rest() : guid + ' ' + heading();
  }

  /** The title, or else the text. */
  String heading() {
    return String.valueOf(title == null ? text : title);
  }

  /** Title and text as they are compared, without markup. */
  String words() {
    return ComparableText.of(orNothing(title) + TAG.matcher(orNothing(text)).replaceAll(""));
  }

  /** The words and the date. */
  String day() {
    return words() + ' ' + date;
  }

  /** What tells entries apart that share their words. */
  String rest() {
    return date + " " + text;
  }

  private static String orNothing(@Nullable String some) {
    return some == null ? "" : some;
  }

  /** The permalinks that lead anywhere, without their schemes. */
  Stream<String> pages() {
    return Stream.of(Optional.ofNullable(url), Optional.ofNullable(original))
        .flatMap(Optional::stream)
        .filter(CanonicalUrl::hasPath)
        .map(CanonicalUrl::withoutScheme)
        .distinct();
  }

  /** Host of a guid that is an http or https URL. */
  Optional<String> guidHost() {
    return Optional.ofNullable(guidUrl).map(HttpUrl::host);
  }

  /** The guid without scheme and host, which stays when a site moves. */
  Optional<String> guidOnSite() {
    return Optional.ofNullable(guidUrl)
        .map(parsed -> parsed.toString().substring(origin(parsed).length()))
        .filter(path -> path.length() > 1);
  }

  /**
   * The guid, without its scheme, where its form makes it the same story in every source: a URL
   * with a path, RFC 4151 tags and RFC 8141 URNs. {@code /?p=123} is a number, not a path.
   */
  Optional<String> globalGuid() {
    Optional<String> page =
        Optional.ofNullable(guidUrl)
            .filter(parsed -> !parsed.encodedPath().equals("/"))
            .map(parsed -> parsed.toString().substring(parsed.scheme().length() + 3));
    return page.or(
        () -> Optional.ofNullable(guid).filter(id -> GLOBAL_SCHEME.matcher(id).matches()));
  }

  private static String origin(HttpUrl url) {
    String start = url.scheme() + "://";
    return url.toString().substring(0, url.toString().indexOf('/', start.length()));
  }
}
