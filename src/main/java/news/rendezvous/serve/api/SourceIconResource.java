package news.rendezvous.serve.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import news.rendezvous.ingest.icon.Icon;
import news.rendezvous.ingest.icon.IconCache;
import news.rendezvous.ingest.icon.IconConfig;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;

/** Icons of sources, in place of their publishers: readers' browsers do not contact them for it. */
@Path("/")
@NeedsView
public class SourceIconResource {

  private static final Problem NO_ICON = Problem.of(404, "The source has no icon that is known.");

  // A document of a publisher at an address of this service must not run anything there.
  private static final String SANDBOX = "default-src 'none'; sandbox";
  private static final String A_DAY = "public, max-age=86400";

  private final SourceSummaries sources;
  private final IconCache icons;
  private final Duration timeout;

  SourceIconResource(SourceSummaries sources, IconCache icons, IconConfig config) {
    this.sources = sources;
    this.icons = icons;
    this.timeout = config.requestTimeout();
  }

  /** The icon; awaits its fetch for a short time. */
  @GET
  @Path("sources/{id}/icon")
  public Uni<Response> icon(@PathParam("id") String id, @Context HttpHeaders headers) {
    SourceSummary source =
        sources.find(id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_SOURCE));
    return icons
        .find(source)
        .map(icon -> icon.map(one -> answer(one, headers)).orElseGet(SourceIconResource::absent))
        .ifNoItem()
        .after(timeout)
        .recoverWithItem(SourceIconResource::absent);
  }

  private static Response answer(Icon icon, HttpHeaders headers) {
    return new Representation(icon.image(), icon.type().mediaType())
        .answer(headers)
        .header(HttpHeaders.CACHE_CONTROL, A_DAY)
        .header("Content-Security-Policy", SANDBOX)
        .build();
  }

  private static Response absent() {
    return Response.fromResponse(NO_ICON.toResponse())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
