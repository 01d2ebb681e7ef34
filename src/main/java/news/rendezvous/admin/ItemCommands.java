package news.rendezvous.admin;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import news.rendezvous.ingest.poll.EntriesProducer;
import news.rendezvous.item.Dispatch.Withdrawal;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.view.Lookup;
import news.rendezvous.view.Timeline;

/** Commands for items. */
@Path("/admin/items")
public class ItemCommands {

  private final Timeline timeline;
  private final EntriesProducer out;
  private final InstantSource clock;

  @Inject
  ItemCommands(Timeline timeline, EntriesProducer out, InstantSource clock) {
    this.timeline = timeline;
    this.out = out;
    this.clock = clock;
  }

  /** Withdraws an item; responds when Kafka has acknowledged the withdrawal for the dedup stage. */
  @DELETE
  @Path("/{id}")
  public Uni<Response> withdraw(@PathParam("id") String id) {
    Lookup lookup = ItemId.parse(id).map(timeline::find).orElseGet(Lookup.Unknown::new);
    if (lookup instanceof Lookup.Found found) {
      return withdraw(found.held().item());
    }
    Problem problem =
        lookup instanceof Lookup.Withdrawn ? Problem.WITHDRAWN_ITEM : Problem.UNKNOWN_ITEM;
    return Uni.createFrom().item(problem.toResponse());
  }

  private Uni<Response> withdraw(NewsItem item) {
    NewsItem.Extension extension = item.extension();
    String edition = extension.edition();
    if (edition == null) {
      return Uni.createFrom()
          .item(Problem.of(409, "The item does not say whose it is.").toResponse());
    }
    return out.send(
            new Withdrawal(
                edition, item.id(), extension.source().id(), extension.revision(), clock.instant()))
        .replaceWith(() -> Response.noContent().build());
  }
}
