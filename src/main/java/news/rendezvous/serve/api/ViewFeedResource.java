package news.rendezvous.serve.api;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import news.rendezvous.serve.feed.Feed;
import news.rendezvous.serve.feed.FeedResponse;
import news.rendezvous.serve.feed.FeedResponseCache;
import news.rendezvous.serve.feed.FeedResponses;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.FeedFormats;
import news.rendezvous.serve.http.PageNegotiation;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;

/** Feeds of saved views. */
@Path("/")
@NeedsView
public class ViewFeedResource {

  private final FeedFormats formats;
  private final Feeds feeds;
  private final FeedResponses answers;
  private final FeedPages pages;
  private final FeedResponseCache ready;

  ViewFeedResource(
      FeedFormats formats,
      Feeds feeds,
      FeedResponses answers,
      FeedPages pages,
      FeedResponseCache ready) {
    this.formats = formats;
    this.feeds = feeds;
    this.answers = answers;
    this.pages = pages;
    this.ready = ready;
  }

  /** The feed in the format of the path; filters of the request narrow the view further. */
  @GET
  @Path("views/{id}/feed.{format}")
  public Response inFormat(
      @PathParam("id") String id,
      @PathParam("format") String extension,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      @Context HttpServerRequest request) {
    FeedFormat format = formats.byExtension(extension).orElseThrow(NotFoundException::new);
    Feed feed =
        feeds
            .view(id, uri, "/views/" + id + "/feed." + extension)
            .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_VIEW));
    if (PageNegotiation.prefersPage(headers::getRequestHeader, formats.accepts())) {
      return pages.page(feed, uri, headers);
    }
    FeedResponse answer = answers.answer(format, feed, headers);
    ready.put(request, answer);
    return answer.response(headers);
  }
}
