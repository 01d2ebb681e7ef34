package news.rendezvous.ingest.normalize.identity;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.item.text.ComparableText;
import news.rendezvous.item.url.CanonicalUrl;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Facts by which an entry is recognised.
 *
 * @param original permalink of the publisher, where an aggregator replaced it by its own
 * @param title title, which distinguishes entries whose other facts are equal
 * @param text text as in the feed, which distinguishes entries without a title
 * @param date date of publication as written, else of change
 */
public record Identity(
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

  public Identity(
      @Nullable String guid,
      @Nullable CanonicalUrl url,
      @Nullable CanonicalUrl original,
      @Nullable String title,
      @Nullable String text,
      @Nullable String date) {
    this(guid, guid == null ? null : url(guid), url, original, title, text, date);
  }

  // HttpUrl.parse throws and catches an exception where there is no scheme, which costs more than
  // all the rest.
  private static @Nullable HttpUrl url(String guid) {
    return guid.regionMatches(true, 0, "http", 0, 4) ? HttpUrl.parse(guid) : null;
  }

  /** Link or title: two entries with the same guid and the same link are one story. */
  String linkOrTitle() {
    return url != null ? url.withoutScheme() : titleOrText();
  }

  /** Guid and link; two entries of one document that share both may differ by their titles. */
  Optional<String> guidAndLink() {
    return Optional.ofNullable(guid).map(id -> id + ' ' + linkOrTitle());
  }

  /**
   * Guid and title: two entries with the same permalink that share them are one story. Without
   * guids all of the text counts, since one comic strip may differ from the next by its picture
   * alone.
   */
  String guidAndTitle() {
    return guid == null ? titleOrText() + ' ' + dateAndText() : guid + ' ' + titleOrText();
  }

  String titleOrText() {
    return String.valueOf(title == null ? text : title);
  }

  /** Title and text without markup, in their comparison form. */
  String words() {
    return ComparableText.of(orNothing(title) + TAG.matcher(orNothing(text)).replaceAll(""));
  }

  String wordsAndDate() {
    return words() + ' ' + date;
  }

  /** Date and text, which distinguish entries with equal words. */
  String dateAndText() {
    return date + " " + text;
  }

  private static String orNothing(@Nullable String some) {
    return some == null ? "" : some;
  }

  /** The permalinks below the roots of their hosts, without their schemes. */
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

  /** The guid without scheme and host, which is stable when a site moves. */
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
