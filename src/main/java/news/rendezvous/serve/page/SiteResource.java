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
import news.rendezvous.serve.page.layout.Assets.Asset;

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
  private final Representation favicon = Asset.of("favicon.ico", "image/x-icon").representation();
  private final Representation icon = Asset.of("icon.png", "image/png").representation();
  private final Representation robots =
      new Representation(ROBOTS.getBytes(StandardCharsets.UTF_8), "text/plain;charset=UTF-8");

  SiteResource(Assets assets) {
    this.assets = assets;
  }

  /** Style sheet, scripts and icon of the pages, under their versioned names. */
  @GET
  @Path("assets/{name}")
  public Response asset(@PathParam("name") String name, @Context HttpHeaders headers) {
    Asset asset = assets.find(name).orElseThrow(NotFoundException::new);
    return cached(asset.representation(), FOR_EVER, headers)
        .header("X-Content-Type-Options", "nosniff")
        .build();
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
