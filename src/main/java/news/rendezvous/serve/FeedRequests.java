package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import news.rendezvous.problem.ProblemException;

/** Reads requests for feeds. */
@ApplicationScoped
class FeedRequests {

  private final PublicUrlConfig publicUrl;
  private final ServeConfig config;

  @Inject
  FeedRequests(PublicUrlConfig publicUrl, ServeConfig config) {
    this.publicUrl = publicUrl;
    this.config = config;
  }

  /**
   * The request.
   *
   * @param path path of the document in its format
   * @throws ProblemException (400) for a parameter that is not what it must be
   */
  FeedRequest read(UriInfo uri, String path) {
    Parameters parameters = new Parameters(uri.getQueryParameters());
    return new FeedRequest(
        base(uri), path, Filter.of(parameters), Page.of(parameters, config.maxLimit()));
  }

  private String base(UriInfo uri) {
    URI base = publicUrl.publicUrl().orElseGet(uri::getBaseUri);
    return base.toString().replaceFirst("/+$", "");
  }
}
