package news.rendezvous.serve;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import news.rendezvous.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads requests for feeds. */
@ApplicationScoped
class FeedRequests {

  private final PublicUrl publicUrl;
  private final ServeConfig config;
  private final FilterConfig bounds;

  @Inject
  FeedRequests(PublicUrl publicUrl, ServeConfig config, FilterConfig bounds) {
    this.publicUrl = publicUrl;
    this.config = config;
    this.bounds = bounds;
  }

  /**
   * The request.
   *
   * @param path path of the document in its format
   * @throws ProblemException (400) for a parameter that is not what it must be
   */
  FeedRequest read(UriInfo uri, HttpServerRequest request, String path) {
    return read(Parameters.of(request.query()), request.query(), RequestPath.base(uri), path);
  }

  /**
   * The same, with parameters that do not stand in the address as they are.
   *
   * @param query the parameters as the client wrote them; null for none
   * @param asked base of the request, with the scheme and the host that the client used
   */
  FeedRequest read(Parameters parameters, @Nullable String query, URI asked, String path) {
    Parameters.requireFits(query, bounds);
    Filter filter = Filter.of(parameters, bounds);
    return new FeedRequest(
        publicUrl.base(asked), path, query, filter, Page.of(parameters, config.maxLimit()));
  }
}
