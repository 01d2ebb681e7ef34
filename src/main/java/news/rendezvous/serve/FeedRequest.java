package news.rendezvous.serve;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.serve.DocumentLinks.Link;
import news.rendezvous.view.Position;
import org.jspecify.annotations.Nullable;

/**
 * A request for a feed document, and the addresses that follow from it.
 *
 * @param base absolute address of the service, without a slash at its end
 * @param path path of the document in its format, such as {@code /feed.rss}
 * @param query the parameters as the client wrote them; null for none
 * @param filter which items
 * @param page which of them
 */
record FeedRequest(String base, String path, @Nullable String query, Filter filter, Page page) {

  /** Whatever else a client writes into a query, in an address it is percent-encoded. */
  FeedRequest {
    query = query == null || query.isEmpty() ? null : encoded(query);
  }

  // RFC 3986 appendix A. The HTTP server gives each byte that was sent as one character.
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

  /** The document's own path, and the query as it was asked for. */
  String self() {
    return query == null ? path : path + "?" + query;
  }

  /** The document's own address without the host. */
  String location() {
    return URI.create(base).getRawPath() + self();
  }

  /**
   * The links of the document.
   *
   * @param format its format
   * @param all the formats that there are
   * @param last the last item of the document; null where no older items exist
   * @param page path and query of the page with the same filter
   */
  DocumentLinks links(
      FeedFormat format, List<FeedFormat> all, @Nullable Position last, String page) {
    String type = format.askedForAs().get(0);
    return new DocumentLinks(
        base,
        new Link(type, self()),
        last == null ? null : new Link(type, next(last)),
        new Link("text/html", page),
        all.stream()
            .filter(other -> other != format)
            .map(other -> new Link(other.askedForAs().get(0), inFormat(format, other)))
            .toList());
  }

  private String inFormat(FeedFormat format, FeedFormat other) {
    String stem = path.substring(0, path.length() - format.extension().length());
    String otherPath = stem + other.extension();
    return query == null ? otherPath : otherPath + "?" + query;
  }

  /** Path and query of the document that goes on behind the last item of this one. */
  String next(Position last) {
    return withQuery(filter.query(), page.after(last).query());
  }

  /** The feed's id: neither the host nor the page has a part in it. RFC 9562 version 3. */
  String feedId() {
    byte[] name = withQuery(filter.query()).getBytes(StandardCharsets.UTF_8);
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name);
  }

  private String withQuery(String... queries) {
    String joined =
        Stream.of(queries).filter(part -> !part.isEmpty()).collect(Collectors.joining("&"));
    return joined.isEmpty() ? path : path + "?" + joined;
  }
}
