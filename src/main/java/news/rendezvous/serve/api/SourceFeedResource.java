package news.rendezvous.serve.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.serve.feed.Feed;
import news.rendezvous.serve.feed.FeedResponses;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.FeedFormats;
import news.rendezvous.serve.http.PageNegotiation;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;

/** Feeds of all items that one source carried, first or as a duplicate. */
@Path("/")
@NeedsView
public class SourceFeedResource {

  private final FeedFormats formats;
  private final Feeds feeds;
  private final FeedResponses answers;
  private final FeedPages pages;

  SourceFeedResource(FeedFormats formats, Feeds feeds, FeedResponses answers, FeedPages pages) {
    this.formats = formats;
    this.feeds = feeds;
    this.answers = answers;
    this.pages = pages;
  }

  /** The feed in the format of the path. */
  @GET
  @Path("sources/{id}/feed.{format}")
  public Response inFormat(
      @PathParam("id") String id,
      @PathParam("format") String extension,
      @Context HttpHeaders headers,
      @Context UriInfo uri) {
    FeedFormat format = formats.byExtension(extension).orElseThrow(NotFoundException::new);
    Feed feed =
        feeds
            .source(id, uri, "/sources/" + id + "/feed." + extension)
            .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_SOURCE));
    if (PageNegotiation.prefersPage(headers::getRequestHeader, formats.accepts())) {
      return pages.page(feed, uri, headers);
    }
    return answers.answer(format, feed, headers).response(headers);
  }
}
