package news.rendezvous.serve.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.serve.api.NeedsView;
import news.rendezvous.serve.page.sources.SourcesModel;
import news.rendezvous.serve.page.sources.SourcesPages;
import org.jspecify.annotations.Nullable;

/** The page of all sources. */
@Path("/")
@NeedsView
public class SourcesPageResource {

  /** The part of a page that its script fetches again. */
  static final String HEALTH = "health";

  private final SourcesPages sources;
  private final RenderedPages pages;

  SourcesPageResource(SourcesPages sources, RenderedPages pages) {
    this.sources = sources;
    this.pages = pages;
  }

  /**
   * State of all sources.
   *
   * @param fragment {@value #HEALTH} for the part that changes alone
   */
  @GET
  @Path("sources")
  public Response sources(
      @QueryParam("fragment") @Nullable String fragment,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    return pages.answer(
        language -> {
          SourcesModel page = sources.page(uri);
          return HEALTH.equals(fragment) ? Templates.health(page) : Templates.sources(page);
        },
        sources.version(),
        uri,
        headers);
  }
}
