package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.problem.ProblemException;

/** Reads requests for feeds. */
@ApplicationScoped
class FeedRequests {

  private final PublicUrl publicUrl;
  private final ServeConfig config;

  @Inject
  FeedRequests(PublicUrl publicUrl, ServeConfig config) {
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
        publicUrl.base(uri.getBaseUri()),
        path,
        Filter.of(parameters),
        Page.of(parameters, config.maxLimit()));
  }
}
