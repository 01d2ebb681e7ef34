package news.rendezvous.ingest.parse.feed;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Feed paging: URL of the page with the entries before those of a document. In order: the previous
 * archive (RFC 5005 section 4, {@code prev-archive}), the next page (section 3, {@code next}), the
 * {@code paged} parameter of WordPress, which links no pages.
 */
final class OlderPageLink {

  private static final String WORDPRESS = "wordpress.org/";
  private static final String PAGED = "paged";

  private OlderPageLink() {}

  /**
   * The URL of that page; null without one.
   *
   * @param link name of Atom's link element in this format
   * @param document base URL of the document
   */
  static @Nullable String of(ChildElements channel, String link, BaseUrl document) {
    BaseUrl base = document.within(channel.element());
    return Stream.of("prev-archive", "next")
        .flatMap(relation -> linked(channel, link, relation, base).stream())
        .findFirst()
        .orElseGet(() -> isWordPress(channel) ? nextPage(document.url()) : null);
  }

  private static Optional<String> linked(
      ChildElements channel, String link, String relation, BaseUrl base) {
    return channel.each(link).stream()
        .filter(candidate -> relation.equalsIgnoreCase(candidate.attribute("rel")))
        .map(candidate -> base.under(candidate.xml("base")).absolute(candidate.attribute("href")))
        .filter(Objects::nonNull)
        .findFirst();
  }

  // RSS: <generator>https://wordpress.org/?v=6.4</generator>; Atom has it in the attribute uri.
  private static boolean isWordPress(ChildElements channel) {
    return Stream.concat(
            channel.texts("generator").stream(),
            Stream.ofNullable(channel.attribute("generator", "uri")))
        .anyMatch(generator -> generator.contains(WORDPRESS));
  }

  private static @Nullable String nextPage(String document) {
    HttpUrl url = HttpUrl.parse(document);
    if (url == null) {
      return null;
    }
    Long page = FeedValues.positive(url.queryParameter(PAGED));
    String next = String.valueOf(page == null ? 2 : page + 1);
    return url.newBuilder().setQueryParameter(PAGED, next).build().toString();
  }
}
