package news.rendezvous.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import news.rendezvous.serve.Representation;

/** The files that programs look for under names of their own. */
@Path("/")
public class SiteResource {

  private static final String A_DAY = "public, max-age=86400";
  // RFC 9309. The administration and the health checks are no reading.
  private static final String ROBOTS =
      """
      User-agent: *
      Allow: /
      Disallow: /admin
      Disallow: /q/
      """;

  private final Representation favicon = Asset.of("favicon.ico", "image/x-icon").representation();
  private final Representation icon = Asset.of("icon.png", "image/png").representation();
  private final Representation robots =
      new Representation(ROBOTS.getBytes(StandardCharsets.UTF_8), "text/plain;charset=UTF-8");

  /** The icon that browsers ask for where a document names none. */
  @GET
  @Path("favicon.ico")
  public Response favicon(@Context HttpHeaders headers) {
    return answer(favicon, headers);
  }

  /** The picture of the feeds. */
  @GET
  @Path("icon.png")
  public Response icon(@Context HttpHeaders headers) {
    return answer(icon, headers);
  }

  /** What crawlers may read. */
  @GET
  @Path("robots.txt")
  public Response robots(@Context HttpHeaders headers) {
    return answer(robots, headers);
  }

  private static Response answer(Representation file, HttpHeaders headers) {
    return file.answer(headers).header(HttpHeaders.CACHE_CONTROL, A_DAY).build();
  }
}
