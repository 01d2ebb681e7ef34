package news.rendezvous.serve.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.serve.api.NeedsView;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.page.sources.SourceModel;
import news.rendezvous.serve.page.sources.SourcePages;
import org.jspecify.annotations.Nullable;

/** The page of one source. */
@Path("/")
@NeedsView
public class SourcePageResource {

  private final SourcePages sources;
  private final RenderedPages pages;

  SourcePageResource(SourcePages sources, RenderedPages pages) {
    this.sources = sources;
    this.pages = pages;
  }

  /**
   * State of one source.
   *
   * @param fragment {@value SourcesPageResource#HEALTH} for the part that changes alone
   */
  @GET
  @Path("sources/{id}")
  public Response source(
      @PathParam("id") String id,
      @QueryParam("fragment") @Nullable String fragment,
      @Context UriInfo uri,
      @Context HttpHeaders headers) {
    return pages.answer(
        language -> {
          SourceModel page =
              sources.page(id, uri).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_SOURCE));
          return SourcesPageResource.HEALTH.equals(fragment)
              ? Templates.sourcehealth(page)
              : Templates.source(page);
        },
        sources.version(id),
        uri,
        headers);
  }
}
