package news.rendezvous.serve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a feed document links to (RFC 8288). They are kept as paths apart from the
 * base, under which each client knows the service by another name.
 *
 * @param base absolute address of the service, without a slash at its end
 * @param self path and query of the document
 * @param next path and query of the document with older items; null on the last page
 * @param page path and query of the page with the same filter
 * @param formats the same document in the other formats
 */
record DocumentLinks(
    String base, Link self, @Nullable Link next, Link page, List<DocumentLinks.Link> formats) {

  /**
   * Most characters of the header. A proxy refuses an answer whose head is larger than its buffer,
   * 4 KiB in nginx; the document has all links.
   */
  private static final int LONGEST_HEADER = 2_000;

  DocumentLinks {
    formats = List.copyOf(formats);
  }

  /**
   * The target of a link.
   *
   * @param mediaType without parameters
   * @param path path and query
   */
  record Link(String mediaType, String path) {}

  /** The same links, as they are independent of the name of the service. */
  DocumentLinks withoutBase() {
    return new DocumentLinks("", self, next, page, formats);
  }

  /** The absolute address of a target. */
  String absolute(Link link) {
    return base + link.path();
  }

  /** An address that is absolute, or the path of something of this service. */
  String absolute(String address) {
    return address.startsWith("/") ? base + address : address;
  }

  /** The page and the document in the other formats. */
  List<Link> alternates() {
    List<Link> all = new ArrayList<>();
    all.add(page);
    all.addAll(formats);
    return all;
  }

  /** The value of the header {@code Link}: as many of the links as there is room for. */
  String header() {
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
