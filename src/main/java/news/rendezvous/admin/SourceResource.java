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
import java.util.Comparator;
import java.util.List;
import news.rendezvous.poll.PollAnswer;
import news.rendezvous.poll.PollLoop;
import news.rendezvous.poll.PollStates;
import news.rendezvous.problem.Problem;
import news.rendezvous.problem.ProblemException;
import news.rendezvous.resolve.Resolver;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.view.Timeline;
import org.jspecify.annotations.Nullable;

/** The sources and how they fare. */
@Path("/admin/sources")
@Produces(MediaType.APPLICATION_JSON)
public class SourceResource {

  private final SourceRegistry sources;
  private final PollStates states;
  private final PollLoop polls;
  private final Timeline timeline;
  private final Admission admission;
  private final ReferenceCommands references;
  private final Resolver resolver;

  @Inject
  SourceResource(
      SourceRegistry sources,
      PollStates states,
      PollLoop polls,
      Timeline timeline,
      Admission admission,
      ReferenceCommands references,
      Resolver resolver) {
    this.sources = sources;
    this.states = states;
    this.polls = polls;
    this.timeline = timeline;
    this.admission = admission;
    this.references = references;
    this.resolver = resolver;
  }

  /** All sources, by id. */
  @GET
  public List<SourceState> all() {
    return sources.all().stream()
        .sorted(Comparator.comparing(Source::id))
        .map(this::state)
        .toList();
  }

  /** One source. */
  @GET
  @Path("/{id}")
  public SourceState one(@PathParam("id") String id) {
    return sources.find(id).map(this::state).orElseThrow(() -> unknown(id));
  }

  /**
   * Adds a source, which is polled at once. On a worker thread, since Kafka's producer waits for
   * the metadata of its topic.
   */
  @POST
  @Blocking
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> add(@Nullable SourceRequest request) {
    if (request == null) {
      throw new ProblemException(Problem.malformedBody("The body is empty.", null));
    }
    Source source = admission.admit(request);
    return sources.add(source).map(addition -> answer(addition, source));
  }

  private Response answer(SourceRegistry.Addition addition, Source source) {
    return switch (addition) {
      case ADDED ->
          Response.created(UriBuilder.fromPath("/admin/sources/{id}").build(source.id()))
              .entity(state(source))
              .build();
      case ID_EXISTS ->
          Problem.of(409, "There is a source with the id '%s'.".formatted(source.id()))
              .toResponse();
      case URL_EXISTS ->
          Problem.of(409, "There is a source with the URL %s.".formatted(source.url()))
              .toResponse();
    };
  }

  /** Polls a source now; answers when Kafka has acknowledged what the poll brought. */
  @POST
  @Path("/{id}/poll")
  public Uni<Response> poll(@PathParam("id") String id) {
    if (sources.find(id).isEmpty()) {
      throw unknown(id);
    }
    return polls.pollNow(id).map(answer -> answer(answer, id));
  }

  /** Asks again now for all references of a source that lead nowhere yet; waits for no answer. */
  @POST
  @Path("/{id}/references")
  public Response references(@PathParam("id") String id) {
    if (sources.find(id).isEmpty()) {
      throw unknown(id);
    }
    references.askAgain(id);
    return Response.accepted().build();
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

  private SourceState state(Source source) {
    return SourceState.of(
        source,
        states.find(source.id()),
        polls.heldUntil(source.id()),
        timeline.warning(source.id()),
        timeline.count(source.id()),
        resolver.state(source.id()));
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
