package news.rendezvous.serve;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.view.Position;

/**
 * A request for a feed document, and the addresses that follow from it.
 *
 * @param base absolute address of the service, without a slash at its end
 * @param path path of the document in its format, such as {@code /feed.rss}
 * @param filter which items
 * @param page which of them
 */
record FeedRequest(String base, String path, Filter filter, Page page) {

  /** The document's own address. Parameters that mean nothing here are not in it. */
  String self() {
    return address(page);
  }

  /** Address of the document that goes on behind the last item of this one. */
  String next(Position last) {
    return address(page.after(last));
  }

  /** The document's own address without the host. */
  String location() {
    return URI.create(base).getRawPath() + withQuery(filter.query(), page.query());
  }

  private String address(Page of) {
    return base + withQuery(filter.query(), of.query());
  }

  /** The feed's id: neither the host nor the page has a part in it. RFC 9562 version 3. */
  String feedId() {
    byte[] name = withQuery(filter.query()).getBytes(StandardCharsets.UTF_8);
    return "urn:uuid:" + UUID.nameUUIDFromBytes(name);
  }

  private String withQuery(String... queries) {
    String query =
        Stream.of(queries).filter(part -> !part.isEmpty()).collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }
}
