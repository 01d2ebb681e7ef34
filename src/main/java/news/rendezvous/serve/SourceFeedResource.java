package news.rendezvous.serve;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.problem.Problem;
import news.rendezvous.problem.ProblemException;

/** Feeds of all items that one source carried, first or as a duplicate. */
@Path("/sources/{id}")
@NeedsView
public class SourceFeedResource {

  private final Formats formats;
  private final FeedRequests requests;
  private final Feeds feeds;
  private final Answers answers;

  SourceFeedResource(Formats formats, FeedRequests requests, Feeds feeds, Answers answers) {
    this.formats = formats;
    this.requests = requests;
    this.feeds = feeds;
    this.answers = answers;
  }

  /** The feed in the format of the path. */
  @GET
  @Path("feed.{format}")
  public Response inFormat(
      @PathParam("id") String id,
      @PathParam("format") String extension,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      @Context HttpServerRequest asked) {
    FeedFormat format = formats.byExtension(extension).orElseThrow(NotFoundException::new);
    FeedRequest request = requests.read(uri, asked, "/sources/" + id + "/feed." + extension);
    if (!request.filter().selection().sources().isEmpty()) {
      throw Parameters.invalid("source", "must be left out: the path names the source");
    }
    Feed feed = feeds.source(id, request).orElseThrow(SourceFeedResource::unknown);
    return answers
        .answer(format, feed, headers)
        .response(Preconditions.of(headers::getRequestHeader));
  }

  private static ProblemException unknown() {
    return new ProblemException(
        new Problem("unknown-source", "Unknown source", 404, "No source has this id.", null));
  }
}
