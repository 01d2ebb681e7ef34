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
import news.rendezvous.serve.http.Accept;
import news.rendezvous.serve.http.PageNegotiation;

/** Feeds of the whole stream. */
@Path("/")
@NeedsView
public class FeedResource {

  private final FeedFormats formats;
  private final Feeds feeds;
  private final FeedResponses answers;
  private final FeedPages pages;
  private final FeedResponseCache ready;

  FeedResource(
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

  /** The stream in the format of the path, whatever {@code Accept} is. */
  @GET
  @Path("feed.{format}")
  public Response inFormat(
      @PathParam("format") String extension,
      @Context HttpHeaders headers,
      @Context UriInfo uri,
      @Context HttpServerRequest request) {
    FeedFormat format = formats.byExtension(extension).orElseThrow(NotFoundException::new);
    Feed feed = feeds.stream(uri, "/feed." + extension);
    return prefersPage(headers)
        ? pages.page(feed, uri, headers)
        : cached(answers.answer(format, feed, headers), headers, request);
  }

  /** The stream in the format that {@code Accept} selects, RSS by default. */
  @GET
  @Path("feed")
  public Response negotiated(
      @Context HttpHeaders headers, @Context UriInfo uri, @Context HttpServerRequest request) {
    FeedFormat format = formats.preferred(Accept.of(headers.getRequestHeader(HttpHeaders.ACCEPT)));
    Feed feed = feeds.stream(uri, "/feed." + format.extension());
    return prefersPage(headers)
        ? pages.page(feed, uri, headers)
        : cached(answers.negotiated(format, feed, headers), headers, request);
  }

  private boolean prefersPage(HttpHeaders headers) {
    return PageNegotiation.prefersPage(headers::getRequestHeader, formats.accepts());
  }

  private Response cached(FeedResponse answer, HttpHeaders headers, HttpServerRequest request) {
    ready.put(request, answer);
    return answer.response(headers);
  }
}
