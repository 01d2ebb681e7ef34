package news.rendezvous.serve.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import news.rendezvous.item.ItemId;
import news.rendezvous.serve.feed.FeedResponses;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;

/** Items by id. */
@Path("/items")
@NeedsView
public class ItemResource {

  private final Timeline timeline;
  private final ServeConfig config;

  ItemResource(Timeline timeline, ServeConfig config) {
    this.timeline = timeline;
    this.config = config;
  }

  @GET
  @Path("{id}")
  public Response item(@PathParam("id") String id, @Context HttpHeaders headers) {
    return answer(ItemId.parse(id).map(timeline::find).orElseGet(Lookup.Unknown::new), headers);
  }

  private Response answer(Lookup lookup, HttpHeaders headers) {
    if (lookup instanceof Lookup.Found found) {
      return new Representation(found.held().json(), MediaType.APPLICATION_JSON)
          .answer(headers, found.held().recorded())
          .header(HttpHeaders.CACHE_CONTROL, FeedResponses.cacheControl(config))
          .build();
    }
    return (lookup instanceof Lookup.Withdrawn ? Problem.WITHDRAWN_ITEM : Problem.UNKNOWN_ITEM)
        .toResponse();
  }
}
