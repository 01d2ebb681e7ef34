package news.rendezvous.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Style, scripts and icon of the pages. */
@Path("/assets")
public class AssetResource {

  // RFC 8246: not even a reload asks again.
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final Assets assets;

  AssetResource(Assets assets) {
    this.assets = assets;
  }

  /** A file by the name that the pages have it under. */
  @GET
  @Path("{name}")
  public Response asset(@PathParam("name") String name, @Context HttpHeaders headers) {
    return assets
        .find(name)
        .orElseThrow(NotFoundException::new)
        .representation()
        .answer(headers)
        .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }
}
