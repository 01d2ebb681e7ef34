package news.rendezvous.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import news.rendezvous.admin.SourceState.Extent;
import news.rendezvous.ingest.poll.PollScheduler;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.ingest.push.PushSubscriptions;
import news.rendezvous.ingest.resolve.Resolver;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.hub.FeedSubscribers;
import news.rendezvous.source.Claim;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.view.Timeline;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The sources: definitions, states, polls. */
@Path("/admin/sources")
@Produces(MediaType.APPLICATION_JSON)
public class SourceResource {

  private static final Logger LOG = Logger.getLogger(SourceResource.class);

  private final SourceRegistry sources;
  private final PollStates states;
  private final JsonRequestReader reader;
  private final CredentialVault vault;
  private final SourceSummaries summaries;
  private final PollScheduler polls;
  private final Timeline timeline;
  private final SourceValidator validator;
  private final SiteFeeds site;
  private final ReferenceRetries references;
  private final Resolver resolver;
  private final FeedSubscribers subscribers;
  private final PushSubscriptions subscriptions;

  @Inject
  SourceResource(
      SourceRegistry sources,
      PollStates states,
      JsonRequestReader reader,
      CredentialVault vault,
      SourceSummaries summaries,
      PollScheduler polls,
      Timeline timeline,
      SourceValidator validator,
      SiteFeeds site,
      ReferenceRetries references,
      Resolver resolver,
      FeedSubscribers subscribers,
      PushSubscriptions subscriptions) {
    this.sources = sources;
    this.states = states;
    this.reader = reader;
    this.vault = vault;
    this.summaries = summaries;
    this.polls = polls;
    this.timeline = timeline;
    this.validator = validator;
    this.site = site;
    this.references = references;
    this.resolver = resolver;
    this.subscribers = subscribers;
    this.subscriptions = subscriptions;
  }

  /**
   * Sources with their states, by id; all of them, or with a limit one page.
   *
   * @param limit 1 to 1000
   * @param after id that the page begins after
   * @param status {@code active}, {@code failing}, {@code gone} or {@code disabled}
   * @param text substring of id, title or URL, without case
   */
  @GET
  public Response list(
      @Nullable @QueryParam("limit") String limit,
      @Nullable @QueryParam("after") String after,
      @Nullable @QueryParam("status") String status,
      @Nullable @QueryParam("q") String text) {
    SourceListing.Page page =
        SourceListing.of(limit, after, status, text)
            .of(summaries::after, source -> state(source, Extent.LISTED));
    Response.ResponseBuilder answer = Response.ok(page.sources());
    page.next().ifPresent(next -> answer.header(HttpHeaders.LINK, next));
    return answer.build();
  }

  /** One source with its state. */
  @GET
  @Path("/{id}")
  public SourceState one(@PathParam("id") String id) {
    return summaries.find(id).map(source -> state(source, Extent.WHOLE)).orElseThrow(this::unknown);
  }

  /**
   * Adds a source, which is polled at once. On a worker thread, since the first send of a Kafka
   * producer blocks until it has the topic's metadata.
   */
  @POST
  @Blocking
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> add(@Context UriInfo uri, @Nullable JsonNode body) {
    URI list = uri.getAbsolutePath(); // read here: the pipeline has no context of the request
    return site.resolved(read(body)).map(validator::validate).flatMap(source -> add(source, list));
  }

  private Uni<Response> add(Source source, URI list) {
    return sources
        .add(source)
        .map(claim -> claim == Claim.GRANTED ? added(source, list) : conflict(claim, source));
  }

  /**
   * Replaces the definition of a source, which is then polled at once. Members that are absent get
   * their defaults, except for {@code authorization}, which stays; null removes it.
   */
  @PUT
  @Path("/{id}")
  @Blocking
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> replace(@PathParam("id") String id, @Nullable JsonNode body) {
    SourceSummary before = summaries.find(id).orElseThrow(this::unknown);
    SourceRequest request = read(body);
    boolean setsAuthorization = body != null && body.has("authorization");
    refuseConfigured(id);
    Source source =
        validator.validate(new SourceRequest.Replacement(request, setsAuthorization), before);
    return sources
        .replace(source)
        .map(
            replaced ->
                replaced ? replaced(source, setsAuthorization) : conflict(Claim.URL_TAKEN, source));
  }

  private SourceRequest read(@Nullable JsonNode body) {
    return reader.read(body, SourceRequest.class, SourceRequest.EXAMPLE);
  }

  private Response replaced(Source source, boolean newCredentials) {
    LOG.infof("Source replaced: source=%s", source.id());
    if (newCredentials) {
      warnOfPlainCredentials(source);
    }
    return Response.ok(state(summaries.of(source), Extent.WHOLE)).build();
  }

  /** Deletes a source. Its stories stay; it is polled no more, and its feed is gone. */
  @DELETE
  @Path("/{id}")
  @Produces(MediaType.WILDCARD) // no body, so that a client may accept problem documents alone
  @Blocking
  public Uni<Response> delete(@PathParam("id") String id) {
    int partition = sources.partition(id).orElseThrow(this::unknown);
    refuseConfigured(id);
    return sources
        .remove(id)
        .chain(() -> states.remove(id, partition))
        .invoke(() -> LOG.infof("Source deleted: source=%s", id))
        .invoke(() -> subscribers.endOfSource(id))
        .replaceWith(() -> Response.noContent().build());
  }

  // The configuration wins at each start of each replica: the change would be undone unseen.
  private void refuseConfigured(String id) {
    if (sources.isConfigured(id)) {
      throw new ProblemException(
          Problem.of(
              409,
              ("The source '%s' comes from the configuration (rendezvous.sources.%s.*, or"
                      + " rendezvous.demo), which would bring it back at the next start: change it"
                      + " there.")
                  .formatted(id, id)));
    }
  }

  private void warnOfPlainCredentials(Source source) {
    if (source.authorization() != null && !vault.encrypts()) {
      LOG.warnf(
          "An authorization is stored readable in the sources topic, since"
              + " rendezvous.admin.credentials-key is not set: source=%s",
          source.id());
    }
  }

  private static Response conflict(Claim claim, Source source) {
    return claim == Claim.ID_TAKEN
        ? conflict("id", "There is a source with the id '%s'.".formatted(source.id()))
        : conflict("url", "There is a source with the URL %s.".formatted(source.url()));
  }

  private static Response conflict(String member, String detail) {
    return Problem.of(409, detail).at(member).toResponse();
  }

  private Response added(Source source, URI list) {
    warnOfPlainCredentials(source);
    return Response.created(UriBuilder.fromUri(list).path(source.id()).build())
        .entity(state(summaries.of(source), Extent.WHOLE))
        .build();
  }

  /** Polls a source now; responds when Kafka has acknowledged its entries. */
  @POST
  @Path("/{id}/poll")
  public Uni<Response> poll(@PathParam("id") String id) {
    if (sources.find(id).isEmpty()) {
      throw unknown();
    }
    return polls.pollNow(id).map(answer -> answer(answer, id));
  }

  /** Retries all unresolved references of a source, without waiting for the responses. */
  @POST
  @Path("/{id}/references")
  @Produces(MediaType.WILDCARD)
  public Response references(@PathParam("id") String id) {
    if (sources.find(id).isEmpty()) {
      throw unknown();
    }
    references.retryUnresolved(id);
    return Response.accepted().build();
  }

  /**
   * Response to a manual poll.
   *
   * @param outcome its label
   * @param entries entries in the document; 0 without a readable one
   * @param changed entries that were new or changed
   * @param tookMs milliseconds until Kafka had acknowledged all
   * @param reason cause of any other outcome than {@code ok} and {@code not_modified}
   */
  record PollResult(
      String outcome, int entries, int changed, long tookMs, @Nullable String reason) {

    static PollResult of(PollAnswer.Polled poll) {
      return new PollResult(
          poll.outcome().label(),
          poll.entries(),
          poll.changed(),
          poll.took().toMillis(),
          poll.outcome() == PollOutcome.EMPTY ? "the document has no entries" : poll.error());
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
    String detail =
        "The source '%s' is disabled; enable it first, by PUT /admin/sources/%s with \"enabled\": true."
            .formatted(id, id);
    return Problem.of(409, detail).toResponse();
  }

  private SourceState state(SourceSummary source, Extent extent) {
    return SourceState.of(
        source,
        extent,
        polls.heldUntil(source.id()),
        timeline.warning(source.id()),
        timeline.count(source.id()),
        resolver.known().state(source.id()),
        subscriptions.state(source.id()));
  }

  private WebApplicationException unknown() {
    return sources.isRead()
        ? new ProblemException(Problem.UNKNOWN_SOURCE)
        : new ServiceUnavailableException(unread());
  }

  static Response unread() {
    return Problem.unavailable("The sources have not been read from Kafka yet; try again.");
  }
}
