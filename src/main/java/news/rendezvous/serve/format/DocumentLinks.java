package news.rendezvous.serve.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Links of a feed document (RFC 8288), as paths below the base URL: the service may have several
 * host names.
 *
 * @param base base URL of the service, without a slash at its end
 */
public record DocumentLinks(
    String base, Link self, @Nullable Link next, Link page, List<DocumentLinks.Link> formats) {

  /**
   * Maximum characters of the header: a proxy rejects a response whose head exceeds its buffer, 4
   * KiB in nginx. The document has all links.
   */
  private static final int LONGEST_HEADER = 2_000;

  public DocumentLinks {
    formats = List.copyOf(formats);
  }

  public record Link(String mediaType, String path) {}

  DocumentLinks withoutBase() {
    return new DocumentLinks("", self, next, page, formats);
  }

  /** The links of the document at another path of its own. */
  public DocumentLinks at(String path) {
    return new DocumentLinks(base, new Link(self.mediaType(), path), next, page, formats);
  }

  String absolute(Link link) {
    return base + link.path();
  }

  String absolute(String address) {
    return address.startsWith("/") ? base + address : address;
  }

  List<Link> alternates() {
    List<Link> all = new ArrayList<>();
    all.add(page);
    all.addAll(formats);
    return all;
  }

  /** Field value of {@code Link}, with as many links as fit. */
  public String header() {
    StringBuilder header = new StringBuilder();
    append(header, self, "self");
    if (next != null) {
      append(header, next, "next");
    }
    alternates().forEach(link -> append(header, link, "alternate"));
    return header.toString();
  }

  private void append(StringBuilder header, Link link, String relation) {
    String value =
        "<%s>; rel=\"%s\"; type=\"%s\"".formatted(absolute(link), relation, link.mediaType());
    if (header.length() + value.length() + 2 <= LONGEST_HEADER) {
      header.append(header.isEmpty() ? "" : ", ").append(value);
    }
  }
}
