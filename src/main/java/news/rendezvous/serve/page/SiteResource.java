package news.rendezvous.serve.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.page.layout.Assets;

/** Static files: those of the pages, and those with well-known names. */
@Path("/")
public class SiteResource {

  private static final String A_DAY = "public, max-age=86400";
  // RFC 8246: browsers do not revalidate it on a reload either.
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  // RFC 9309.
  private static final String ROBOTS =
      """
      User-agent: *
      Allow: /
      Disallow: /admin
      Disallow: /q/
      """;

  private final Assets assets;
  private final Representation favicon = Assets.read("favicon.ico");
  private final Representation icon = Assets.read("icon.png");
  private final Representation robots =
      new Representation(ROBOTS.getBytes(StandardCharsets.UTF_8), "text/plain;charset=UTF-8");

  SiteResource(Assets assets) {
    this.assets = assets;
  }

  /**
   * Style sheets, scripts and icon of the pages. A page of another replica, which is being updated,
   * may name another version: it gets today's file, without being told to keep it.
   */
  @GET
  @Path("assets/{version}/{name:.+}")
  public Response asset(
      @PathParam("version") String version,
      @PathParam("name") String name,
      @Context HttpHeaders headers) {
    Representation file = assets.find(name).orElseThrow(NotFoundException::new);
    return cached(file, version.equals(assets.version()) ? FOR_EVER : "no-cache", headers).build();
  }

  /** The icon that browsers request for a document without one. */
  @GET
  @Path("favicon.ico")
  public Response favicon(@Context HttpHeaders headers) {
    return cached(favicon, A_DAY, headers).build();
  }

  /** The image of the feeds. */
  @GET
  @Path("icon.png")
  public Response icon(@Context HttpHeaders headers) {
    return cached(icon, A_DAY, headers).build();
  }

  /** Rules for crawlers. */
  @GET
  @Path("robots.txt")
  public Response robots(@Context HttpHeaders headers) {
    return cached(robots, A_DAY, headers).build();
  }

  private static Response.ResponseBuilder cached(
      Representation file, String cacheControl, HttpHeaders headers) {
    return file.answer(headers).header(HttpHeaders.CACHE_CONTROL, cacheControl);
  }
}
