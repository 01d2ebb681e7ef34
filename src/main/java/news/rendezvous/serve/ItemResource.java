package news.rendezvous.serve;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import news.rendezvous.item.ItemId;
import news.rendezvous.problem.Problem;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;

/** Single items. */
@Path("/items")
public class ItemResource {

  private final Timeline timeline;

  ItemResource(Timeline timeline) {
    this.timeline = timeline;
  }

  /** The newest revision of an item, as its record has it. */
  @GET
  @Path("{id}")
  public Response item(@PathParam("id") String id) {
    return answer(ItemId.parse(id).map(timeline::find).orElseGet(Lookup.Unknown::new));
  }

  private static Response answer(Lookup lookup) {
    if (lookup instanceof Lookup.Found found) {
      return Response.ok(found.held().json(), MediaType.APPLICATION_JSON).build();
    }
    return (lookup instanceof Lookup.Withdrawn ? Problem.WITHDRAWN_ITEM : Problem.UNKNOWN_ITEM)
        .toResponse();
  }
}
