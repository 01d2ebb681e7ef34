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

  FeedResource(Formats formats, FeedRequests requests, Feeds feeds) {
    this.formats = formats;
    this.requests = requests;
    this.feeds = feeds;
  }

  /** The stream in the format that the path names, whatever the client accepts. */
  @GET
  @Path("feed.{format}")
  public Response inFormat(@PathParam("format") String extension, @Context UriInfo uri) {
    FeedFormat format = formats.byExtension(extension).orElseThrow(NotFoundException::new);
    return answer(format, uri).build();
  }

  /** The stream in the format that the client prefers, RSS by default. */
  @GET
  @Path("feed")
  public Response negotiated(@Context HttpHeaders headers, @Context UriInfo uri) {
    Accept accept = Accept.of(headers.getRequestHeader(HttpHeaders.ACCEPT));
    FeedFormat format = formats.preferred(accept);
    return answer(format, uri)
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header(HttpHeaders.CONTENT_LOCATION, path(format))
        .build();
  }

  private Response.ResponseBuilder answer(FeedFormat format, UriInfo uri) {
    FeedDocument document = feeds.stream(requests.read(uri, path(format)));
    return Response.ok(format.render(document), format.mediaType());
  }

  private static String path(FeedFormat format) {
    return "/feed." + format.extension();
  }
}
