package news.rendezvous.serve.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.serve.http.PublicUrl;
import news.rendezvous.serve.http.RequestPath;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.serve.query.FeedRequest;
import news.rendezvous.serve.query.FeedRequestReader;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;

/** Queries the stream for web pages, with the parameters of the feeds. */
@ApplicationScoped
public class Listings {

  private final FeedRequestReader requests;
  private final Feeds feeds;
  private final Timeline timeline;
  private final PublicUrl publicUrl;
  private final ServeConfig config;

  @Inject
  Listings(
      FeedRequestReader requests,
      Feeds feeds,
      Timeline timeline,
      PublicUrl publicUrl,
      ServeConfig config) {
    this.requests = requests;
    this.feeds = feeds;
    this.timeline = timeline;
    this.publicUrl = publicUrl;
    this.config = config;
  }

  /** Title of the whole stream. */
  public String title() {
    return config.title();
  }

  /** Base URL of links to this service, see {@link PublicUrl#base}. */
  public String base(UriInfo uri) {
    return publicUrl.base(RequestPath.base(uri));
  }

  /**
   * Runs the query of a request.
   *
   * @param query decoded parameters
   * @param uri URL of the request
   * @throws ProblemException (400) for an invalid parameter
   */
  public Listing read(MultivaluedMap<String, String> query, UriInfo uri) {
    FeedRequest request =
        requests.read(new Parameters(query), RequestPath.query(), RequestPath.base(uri), "/");
    Feed feed = feeds.stream(request);
    Feed.Part part = feed.part(timeline);
    ViewItem last = part.last();
    return new Listing(
        feed.head().title(),
        request.base(),
        request.filter().query(),
        part.shown(),
        last == null ? null : query(request.next(last.position())),
        request.page().before() == null);
  }

  private static String query(String address) {
    return address.substring(address.indexOf('?') + 1);
  }
}
