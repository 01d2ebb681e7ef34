package news.rendezvous.serve.query;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.view.Selection;
import news.rendezvous.view.TimelineKey;

/**
 * A request for a feed document, and the URLs that follow from it. They have the known parameters
 * only, in a canonical order, so that no client adds text of its own to the document.
 *
 * @param path path of the document, such as {@code /feed.rss}
 * @param filter filter of the items, without the source or view that the path names
 */
public record FeedRequest(String base, String path, Selection filter, Paging page) {

  public String self() {
    return url(path, FilterParameters.query(filter), page.query());
  }

  public String inFormat(String extension) {
    String other = path.substring(0, path.lastIndexOf('.') + 1) + extension;
    return url(other, FilterParameters.query(filter), page.query());
  }

  public String location() {
    return URI.create(base).getRawPath() + self();
  }

  /** Another path with the same filter. */
  public String filtered(String otherPath) {
    return url(otherPath, FilterParameters.query(filter));
  }

  public String next(TimelineKey last) {
    return url(path, FilterParameters.query(filter), page.after(last).query());
  }

  /**
   * The feed id, a UUID of version 3 (RFC 9562); the same under all host names and on all pages.
   */
  public String feedId() {
    byte[] name = url(path, FilterParameters.query(filter)).getBytes(StandardCharsets.UTF_8);
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name);
  }

  private static String url(String path, String... queries) {
    String joined =
        Stream.of(queries).filter(part -> !part.isEmpty()).collect(Collectors.joining("&"));
    return joined.isEmpty() ? path : path + "?" + joined;
  }
}
