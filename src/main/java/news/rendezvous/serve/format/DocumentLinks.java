package news.rendezvous.serve.format;

import java.util.ArrayList;
import java.util.List;
import news.rendezvous.view.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * Links of a feed document (RFC 8288), as paths below the base URL: the service may have several
 * host names.
 *
 * @param base base URL of the service, without a slash at its end
 * @param stream the stream of the same items, without a position
 */
public record DocumentLinks(
    String base,
    Link self,
    @Nullable Link next,
    Link page,
    List<DocumentLinks.Link> formats,
    Link stream) {

  /** Path of the hub of all feeds (W3C WebSub section 4). */
  private static final String HUB = "/hub";

  /**
   * Maximum characters of the header: a proxy rejects a response whose head exceeds its buffer, 4
   * KiB in nginx. The document has all links but that of the stream.
   */
  private static final int LONGEST_HEADER = 3_000;

  public DocumentLinks {
    formats = List.copyOf(formats);
  }

  public record Link(String mediaType, String path) {}

  DocumentLinks withoutBase() {
    return new DocumentLinks("", self, next, page, formats, stream);
  }

  /** Absolute URL of the hub that distributes the document. */
  String hub() {
    return base + HUB;
  }

  /** The links of the document at another path of its own. */
  public DocumentLinks at(String path) {
    return new DocumentLinks(base, new Link(self.mediaType(), path), next, page, formats, stream);
  }

  String absolute(Link link) {
    return base + link.path();
  }

  String absolute(String address) {
    return address.startsWith("/") ? base + address : address;
  }

  private List<Link> alternates() {
    List<Link> all = new ArrayList<>();
    all.add(page);
    all.addAll(formats);
    return all;
  }

  /**
   * Field value of {@code Link}, with as many links as fit, the least dispensable first: hub and
   * stream are found nowhere else by a client that does not parse the document.
   *
   * <p>Only the header has the link to the stream. Its position grows with each record of any feed:
   * in the document it would change the entity tag although nothing else does.
   *
   * @param at a position at or before which the document was made
   */
  public String header(StreamPosition at) {
    StringBuilder header = new StringBuilder();
    append(header, self, "self");
    append(header, "<" + hub() + ">; rel=\"hub\"");
    append(header, from(at), "alternate");
    if (next != null) {
      append(header, next, "next");
    }
    alternates().forEach(link -> append(header, link, "alternate"));
    return header.toString();
  }

  private Link from(StreamPosition at) {
    String path = stream.path();
    return new Link(stream.mediaType(), path + (path.indexOf('?') < 0 ? "?" : "&") + "from=" + at);
  }

  private void append(StringBuilder header, Link link, String relation) {
    append(
        header,
        "<%s>; rel=\"%s\"; type=\"%s\"".formatted(absolute(link), relation, link.mediaType()));
  }

  private static void append(StringBuilder header, String value) {
    if (header.length() + value.length() + 2 <= LONGEST_HEADER) {
      header.append(header.isEmpty() ? "" : ", ").append(value);
    }
  }
}
