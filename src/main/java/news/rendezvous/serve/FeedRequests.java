package news.rendezvous.serve;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
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
    return read(new Parameters(uri.getQueryParameters()), uri.getBaseUri(), path);
  }

  /**
   * The same, with parameters that do not stand in the address as they are.
   *
   * @param asked base of the request, with the scheme and the host that the client used
   */
  FeedRequest read(Parameters parameters, URI asked, String path) {
    return new FeedRequest(
        publicUrl.base(asked), path, Filter.of(parameters), Page.of(parameters, config.maxLimit()));
  }
}
