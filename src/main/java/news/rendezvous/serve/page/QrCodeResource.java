package news.rendezvous.serve.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.query.FilterParameters;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.source.Source;
import news.rendezvous.view.FilterConfig;

/**
 * Address of a feed as a QR code, with the filters of the feeds, and in {@code view} the id of a
 * saved view.
 */
@Path("qr.svg")
public class QrCodeResource {

  private static final Problem TOO_LONG =
      Problem.of(404, "The address of this feed is too long for a QR code. Use fewer filters.");

  private final Feeds feeds;
  private final FilterConfig bounds;

  QrCodeResource(Feeds feeds, FilterConfig bounds) {
    this.feeds = feeds;
    this.bounds = bounds;
  }

  @GET
  public Response code(@Context UriInfo uri, @Context HttpHeaders headers) {
    Parameters parameters = Parameters.current();
    String query = FilterParameters.query(FilterParameters.parse(parameters, bounds));
    String below = parameters.single("view").map(QrCodeResource::view).orElse("/");
    String address = feeds.base(uri) + below + "feed.rss" + (query.isEmpty() ? "" : "?" + query);
    if (!QrCode.fits(address)) {
      throw new ProblemException(TOO_LONG);
    }
    byte[] svg = QrCode.svg(address).getBytes(StandardCharsets.UTF_8);
    return new Representation(svg, "image/svg+xml")
        .answer(headers)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header("Content-Security-Policy", "default-src 'none'")
        .build();
  }

  private static String view(String id) {
    if (!Source.isId(id)) {
      throw Parameters.invalid("view", "must be the id of a view, such as harbour");
    }
    return "/views/" + id + "/";
  }
}
