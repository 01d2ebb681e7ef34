package news.rendezvous.admin;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import news.rendezvous.ingest.parse.entry.FeedLink;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Feed autodiscovery. */
@Path("/admin/discover")
@Produces(MediaType.APPLICATION_JSON)
public class DiscoveryResource {

  private final SiteFeeds sites;

  @Inject
  DiscoveryResource(SiteFeeds sites) {
    this.sites = sites;
  }

  /**
   * Body of a request.
   *
   * @param url of a site, a page or a feed
   */
  record Site(@Nullable String url) {}

  /**
   * The feeds of a site; none for one that has none.
   *
   * @throws ProblemException 422 for a URL that is refused or cannot be fetched
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<List<FeedLink>> discover(@Nullable Site site) {
    if (site == null) {
      throw new ProblemException(Problem.malformedBody("The body is empty.", null));
    }
    return sites.at(site.url());
  }
}
