package news.rendezvous.ingest.dialect.reference;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.url.CanonicalUrl;
import org.jspecify.annotations.Nullable;

/**
 * Base URLs of the relative references of an entry, in the order in which they are tried.
 *
 * @param urls absolute; the directory of each is the base (RFC 3986 section 5.2.3)
 * @param configured true if the operator configures them
 */
public record ReferenceBases(List<String> urls, boolean configured) {

  public ReferenceBases {
    urls = List.copyOf(urls);
  }

  /**
   * The configured base alone, or else the directories of the story and the feed, then the roots of
   * their hosts.
   *
   * @param story URL of the entry
   * @param feed URL of the feed
   * @param linksBase as configured for the source
   */
  public static ReferenceBases of(
      @Nullable String story, @Nullable String feed, @Nullable String linksBase) {
    if (linksBase != null) {
      return new ReferenceBases(List.of(linksBase), true);
    }
    List<String> directories =
        Stream.of(CanonicalUrl.resolve(story, feed), CanonicalUrl.resolve(feed, null))
            .flatMap(Optional::stream)
            .toList();
    Stream<String> roots =
        directories.stream().flatMap(url -> CanonicalUrl.resolve("/", url).stream());
    return new ReferenceBases(
        Stream.concat(directories.stream(), roots).distinct().toList(), false);
  }
}
