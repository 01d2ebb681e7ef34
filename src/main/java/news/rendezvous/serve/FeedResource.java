package news.rendezvous.serve;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The whole stream as feeds. */
@Path("/")
public class FeedResource {

  private final Formats formats;
  private final FeedRequests requests;
  private final Feeds feeds;
  private final Answers answers;

  FeedResource(Formats formats, FeedRequests requests, Feeds feeds, Answers answers) {
    this.formats = formats;
    this.requests = requests;
    this.feeds = feeds;
    this.answers = answers;
  }

  /** The stream in the format that the path names, whatever the client accepts. */
  @GET
  @Path("feed.{format}")
  public Response inFormat(
      @PathParam("format") String extension, @Context HttpHeaders headers, @Context UriInfo uri) {
    FeedFormat format = formats.byExtension(extension).orElseThrow(NotFoundException::new);
    return answers.answer(format, feed(format, uri), headers);
  }

  /** The stream in the format that the client prefers, RSS by default. */
  @GET
  @Path("feed")
  public Response negotiated(@Context HttpHeaders headers, @Context UriInfo uri) {
    Accept accept = Accept.of(headers.getRequestHeader(HttpHeaders.ACCEPT));
    FeedFormat format = formats.preferred(accept);
    Feed feed = feed(format, uri);
    return answers.negotiated(format, feed, headers, feed.request().location());
  }

  private Feed feed(FeedFormat format, UriInfo uri) {
    return feeds.stream(requests.read(uri, "/feed." + format.extension()));
  }
}
