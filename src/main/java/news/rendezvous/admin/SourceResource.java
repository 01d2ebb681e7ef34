package news.rendezvous.admin;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import news.rendezvous.ingest.poll.PollScheduler;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.ingest.resolve.Resolver;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.view.Timeline;
import org.jspecify.annotations.Nullable;

/** The sources: definitions, states, polls. */
@Path("/admin/sources")
@Produces(MediaType.APPLICATION_JSON)
public class SourceResource {

  private final SourceRegistry sources;
  private final SourceSummaries summaries;
  private final PollScheduler polls;
  private final Timeline timeline;
  private final SourceValidator validator;
  private final ReferenceRetries references;
  private final Resolver resolver;

  @Inject
  SourceResource(
      SourceRegistry sources,
      SourceSummaries summaries,
      PollScheduler polls,
      Timeline timeline,
      SourceValidator validator,
      ReferenceRetries references,
      Resolver resolver) {
    this.sources = sources;
    this.summaries = summaries;
    this.polls = polls;
    this.timeline = timeline;
    this.validator = validator;
    this.references = references;
    this.resolver = resolver;
  }

  /** All sources with their states, by id. */
  @GET
  public List<SourceState> all() {
    return summaries.all().stream().map(this::state).toList();
  }

  /** One source with its state. */
  @GET
  @Path("/{id}")
  public SourceState one(@PathParam("id") String id) {
    return summaries.find(id).map(this::state).orElseThrow(() -> unknown(id));
  }

  /**
   * Adds a source, which is polled at once. On a worker thread, since the first send of a Kafka
   * producer blocks until it has the topic's metadata.
   */
  @POST
  @Blocking
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> add(@Nullable SourceRequest request) {
    if (request == null) {
      throw new ProblemException(Problem.malformedBody("The body is empty.", null));
    }
    Source source = validator.validate(request);
    return sources.add(source).map(addition -> answer(addition, source));
  }

  private Response answer(SourceRegistry.Addition addition, Source source) {
    return switch (addition) {
      case ADDED ->
          Response.created(UriBuilder.fromPath("/admin/sources/{id}").build(source.id()))
              .entity(state(summaries.of(source)))
              .build();
      case ID_EXISTS ->
          Problem.of(409, "There is a source with the id '%s'.".formatted(source.id()))
              .toResponse();
      case URL_EXISTS ->
          Problem.of(409, "There is a source with the URL %s.".formatted(source.url()))
              .toResponse();
    };
  }

  /** Polls a source now; responds when Kafka has acknowledged its entries. */
  @POST
  @Path("/{id}/poll")
  public Uni<Response> poll(@PathParam("id") String id) {
    if (sources.find(id).isEmpty()) {
      throw unknown(id);
    }
    return polls.pollNow(id).map(answer -> answer(answer, id));
  }

  /** Retries all unresolved references of a source, without waiting for the responses. */
  @POST
  @Path("/{id}/references")
  public Response references(@PathParam("id") String id) {
    if (sources.find(id).isEmpty()) {
      throw unknown(id);
    }
    references.retryUnresolved(id);
    return Response.accepted().build();
  }

  /**
   * Response to a manual poll.
   *
   * @param outcome its label
   * @param entries entries in the document
   * @param changed entries that were new or changed
   * @param tookMs milliseconds until Kafka had acknowledged all
   */
  record PollResult(String outcome, int entries, int changed, long tookMs) {

    static PollResult of(PollAnswer.Polled poll) {
      return new PollResult(
          poll.outcome().label(), poll.entries(), poll.changed(), poll.took().toMillis());
    }
  }

  private static Response answer(PollAnswer answer, String id) {
    if (answer instanceof PollAnswer.Polled polled) {
      return Response.ok(PollResult.of(polled)).build();
    }
    if (answer instanceof PollAnswer.Elsewhere) {
      return Response.accepted().build();
    }
    if (answer instanceof PollAnswer.Failed failed) {
      return Problem.unavailable("The poll will be repeated: " + failed.reason());
    }
    return Problem.of(409, "The source '%s' is disabled.".formatted(id)).toResponse();
  }

  private SourceState state(SourceSummary source) {
    return SourceState.of(
        source,
        polls.heldUntil(source.id()),
        timeline.warning(source.id()),
        timeline.count(source.id()),
        resolver.known().state(source.id()));
  }

  private WebApplicationException unknown(String id) {
    return sources.isRead() ? missing(id) : new ServiceUnavailableException(unread());
  }

  private static Response unread() {
    return Problem.unavailable("The sources have not been read from Kafka yet; try again.");
  }

  private static ProblemException missing(String id) {
    return new ProblemException(Problem.of(404, "There is no source '%s'.".formatted(id)));
  }
}
