package news.rendezvous.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Map;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.hub.FeedSubscribers;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.webhook.Webhooks;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.ViewRegistry;
import news.rendezvous.view.saved.Webhook;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The saved views. */
@Path("/admin/views")
@Produces(MediaType.APPLICATION_JSON)
public class ViewResource {

  private static final Logger LOG = Logger.getLogger(ViewResource.class);

  private final ViewRegistry views;
  private final JsonRequestReader reader;
  private final ViewValidator validator;
  private final CredentialVault vault;
  private final Webhooks webhooks;
  private final FeedSubscribers subscribers;

  @Inject
  ViewResource(
      ViewRegistry views,
      JsonRequestReader reader,
      ViewValidator validator,
      CredentialVault vault,
      Webhooks webhooks,
      FeedSubscribers subscribers) {
    this.views = views;
    this.reader = reader;
    this.validator = validator;
    this.vault = vault;
    this.webhooks = webhooks;
    this.subscribers = subscribers;
  }

  /** All views, by title. */
  @GET
  public List<ViewState> list() {
    requireRead();
    Map<String, Integer> counts = subscribers.ofViews();
    return views.all().stream()
        .map(view -> state(view, counts.getOrDefault(view.id(), 0)))
        .toList();
  }

  /** One view. */
  @GET
  @Path("/{id}")
  public ViewState one(@PathParam("id") String id) {
    return state(known(id));
  }

  private ViewState state(SavedView view) {
    return state(view, subscribers.ofViews().getOrDefault(view.id(), 0));
  }

  private ViewState state(SavedView view, int count) {
    return ViewState.of(
        view,
        count,
        webhook ->
            webhooks
                .row(view.id(), webhook)
                .map(Subscriber::state)
                .orElse(Subscriber.DeliveryState.NONE));
  }

  /**
   * Adds or replaces a view. Members that are absent get their defaults, except for the {@code
   * secret} of a webhook whose URL stays. On a worker thread, since the first send of a Kafka
   * producer blocks until it has the topic's metadata.
   *
   * @param ifNoneMatch {@code *} to replace no view (RFC 9110 section 13.1.2)
   */
  @PUT
  @Path("/{id}")
  @Blocking
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<Response> put(
      @PathParam("id") String id,
      @Nullable @HeaderParam(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch,
      @Context UriInfo uri,
      @Nullable JsonNode body) {
    URI location = uri.getAbsolutePath();
    ViewRequest request = reader.read(body, ViewRequest.class, ViewRequest.EXAMPLE);
    requireRead();
    SavedView before = views.find(id).orElse(null);
    SavedView view = validator.validate(id, request, before);
    if (before != null && "*".equals(ifNoneMatch)) {
      throw new ProblemException(
          Problem.of(412, "There is a view with the id '%s'.".formatted(id)).at("id"));
    }
    refuseConfigured(id);
    if (!view.webhooks().isEmpty() && !webhooks.isReady()) {
      throw unread();
    }
    return views
        .put(view)
        .chain(() -> webhooks.put(view))
        .replaceWith(() -> answer(view, before, location));
  }

  private Response answer(SavedView view, @Nullable SavedView before, URI location) {
    LOG.infof("View %s: view=%s", before == null ? "added" : "replaced", view.id());
    warnOfPlainSecrets(view);
    return (before == null ? Response.created(location) : Response.ok())
        .entity(state(view))
        .build();
  }

  private void warnOfPlainSecrets(SavedView view) {
    if (!vault.encrypts()
        && view.webhooks().stream().map(Webhook::secret).anyMatch(s -> s != null)) {
      LOG.warnf(
          "A secret of a webhook is stored readable in the views topic, since"
              + " rendezvous.admin.credentials-key is not set: view=%s",
          view.id());
    }
  }

  /** Deletes a view, with its feeds, its stream and its page. */
  @DELETE
  @Path("/{id}")
  @Produces(MediaType.WILDCARD) // no body, so that a client may accept problem documents alone
  @Blocking
  public Uni<Response> delete(@PathParam("id") String id) {
    known(id);
    refuseConfigured(id);
    return views
        .remove(id)
        .invoke(() -> LOG.infof("View deleted: view=%s", id))
        .invoke(() -> subscribers.endOfView(id))
        .chain(() -> webhooks.remove(id))
        .replaceWith(() -> Response.noContent().build());
  }

  // The configuration wins at each start of each replica: the change would be undone unseen.
  private void refuseConfigured(String id) {
    if (views.isConfigured(id)) {
      throw new ProblemException(
          Problem.of(
              409,
              ("The view '%s' comes from the configuration (rendezvous.views.%s.*), which would bring"
                      + " it back at the next start: change it there.")
                  .formatted(id, id)));
    }
  }

  private SavedView known(String id) {
    requireRead();
    return views.find(id).orElseThrow(() -> new ProblemException(Problem.UNKNOWN_VIEW));
  }

  private void requireRead() {
    if (!views.isRead()) {
      throw unread();
    }
  }

  private static WebApplicationException unread() {
    return new ServiceUnavailableException(
        Problem.unavailable(
            "The views, or the state of their webhooks, have not been read from Kafka yet; try again."));
  }
}
