package news.rendezvous.serve.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.function.Function;

/**
 * Content negotiation between a feed and a page that shows it to a person. A browser shows the
 * source text of a feed otherwise: style sheets of XSLT are no longer processed.
 *
 * <p>{@code Accept} alone does not tell a browser: feed readers send what browsers send, so that
 * firewalls let them pass. A navigation is told by {@code Sec-Fetch-Dest} (W3C Fetch Metadata
 * Request Headers, section 2.1), which browsers send to trustworthy origins, and where that is
 * missing by {@code Upgrade-Insecure-Requests} (W3C Upgrade Insecure Requests, section 3.2.1).
 */
public final class PageNegotiation {

  /** The request headers on which it depends, for {@code Vary}. */
  public static final String VARY = "Accept, Sec-Fetch-Dest, Upgrade-Insecure-Requests";

  private static final String HTML = "text/html";
  private static final String DESTINATION = "Sec-Fetch-Dest";
  private static final String UPGRADE = "Upgrade-Insecure-Requests";

  private PageNegotiation() {}

  /**
   * True for a browser that navigates to a feed, and for a client that accepts no feed.
   *
   * @param headers the values of a request header
   * @param feeds all media types by which feeds are accepted
   */
  public static boolean prefersPage(Function<String, List<String>> headers, List<String> feeds) {
    List<String> accepted = headers.apply(HttpHeaders.ACCEPT);
    if (accepted.stream().noneMatch(line -> line.contains(HTML))) {
      return false; // nearly all feed readers
    }
    Accept accept = Accept.of(accepted);
    boolean readable = accept.preferred(List.of(feeds), types -> types).isPresent();
    return readable
        ? isNavigation(headers) && isFirst(accept, feeds)
        : accept.preferred(List.of(HTML), List::of).isPresent();
  }

  private static boolean isFirst(Accept accept, List<String> feeds) {
    return accept
        .preferred(List.of(feeds, List.of(HTML)), types -> types)
        .filter(types -> types.contains(HTML))
        .isPresent();
  }

  private static boolean isNavigation(Function<String, List<String>> headers) {
    List<String> destination = headers.apply(DESTINATION);
    return destination.isEmpty()
        ? headers.apply(UPGRADE).equals(List.of("1"))
        : destination.equals(List.of("document"));
  }
}
