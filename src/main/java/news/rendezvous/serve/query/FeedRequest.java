package news.rendezvous.serve.query;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.view.TimelineKey;
import org.jspecify.annotations.Nullable;

/**
 * A request for a feed document, and the URLs that follow from it.
 *
 * @param base base URL of the service, without a slash at its end
 * @param path path of the document, such as {@code /feed.rss}
 * @param query query string as the client sent it; null for none
 * @param filter filter of the items
 * @param page limit and cursor
 */
public record FeedRequest(
    String base, String path, @Nullable String query, Filter filter, Paging page) {

  /** Percent-encodes the query where the client did not. */
  public FeedRequest {
    query = query == null || query.isEmpty() ? null : encoded(query);
  }

  // RFC 3986 appendix A. The HTTP server decodes the target as ISO 8859-1.
  private static String encoded(String query) {
    return query
        .chars()
        .mapToObj(
            c ->
                c > ' ' && c < 0x7F && "\"<>\\^`{|}#".indexOf(c) < 0
                    ? String.valueOf((char) c)
                    : "%%%02X".formatted(c & 0xFF))
        .collect(Collectors.joining());
  }

  /** Path and query of this document. */
  public String self() {
    return query == null ? path : path + "?" + query;
  }

  /** Path and query of the same document in another format. */
  public String inFormat(String extension) {
    String other = path.substring(0, path.lastIndexOf('.') + 1) + extension;
    return query == null ? other : other + "?" + query;
  }

  /** {@code Content-Location} of this document. */
  public String location() {
    return URI.create(base).getRawPath() + self();
  }

  /** Path and query of the next page. */
  public String next(TimelineKey last) {
    return withQuery(filter.query(), page.after(last).query());
  }

  /**
   * The feed id, a UUID of version 3 (RFC 9562); the same under all host names and on all pages.
   */
  public String feedId() {
    byte[] name = withQuery(filter.query()).getBytes(StandardCharsets.UTF_8);
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name);
  }

  private String withQuery(String... queries) {
    String joined =
        Stream.of(queries).filter(part -> !part.isEmpty()).collect(Collectors.joining("&"));
    return joined.isEmpty() ? path : path + "?" + joined;
  }
}
