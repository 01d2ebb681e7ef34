package news.rendezvous.serve.query;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import news.rendezvous.serve.http.PublicUrl;
import news.rendezvous.serve.http.RequestPath;
import news.rendezvous.serve.http.ServeConfig;
import org.jspecify.annotations.Nullable;

/** Parses and validates requests for feeds. */
@ApplicationScoped
public class FeedRequestReader {

  private final PublicUrl publicUrl;
  private final ServeConfig config;
  private final FilterConfig bounds;

  @Inject
  FeedRequestReader(PublicUrl publicUrl, ServeConfig config, FilterConfig bounds) {
    this.publicUrl = publicUrl;
    this.config = config;
    this.bounds = bounds;
  }

  /**
   * Parses a request.
   *
   * @param path path of the document
   * @throws ProblemException (400) for an invalid parameter
   */
  public FeedRequest read(UriInfo uri, HttpServerRequest request, String path) {
    return read(Parameters.of(request.query()), request.query(), RequestPath.base(uri), path);
  }

  /**
   * Parses a request whose parameters differ from its query string.
   *
   * @param query query string as the client sent it; null for none
   * @param asked base URL of the request, with the scheme and host that the client used
   */
  public FeedRequest read(Parameters parameters, @Nullable String query, URI asked, String path) {
    Parameters.requireFits(query, bounds);
    Filter filter = Filter.of(parameters, bounds);
    return new FeedRequest(
        publicUrl.base(asked), path, query, filter, Paging.of(parameters, config.maxLimit()));
  }
}
