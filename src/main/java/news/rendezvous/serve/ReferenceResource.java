package news.rendezvous.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import news.rendezvous.item.Json;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import news.rendezvous.problem.Problem;
import news.rendezvous.view.Timeline;

/** What the service knows of {@code getUrls} references. */
@Path("/getUrls")
@NeedsView
public class ReferenceResource {

  private static final Problem UNKNOWN =
      new Problem(
          "unknown-reference",
          "Unknown reference",
          404,
          "No item that is held carries this reference.",
          null);

  private static final List<String> PAGE_OR_DATA =
      List.of(MediaType.APPLICATION_JSON, MediaType.TEXT_HTML);

  private final Timeline timeline;
  private final ServeConfig config;

  ReferenceResource(Timeline timeline, ServeConfig config) {
    this.timeline = timeline;
    this.config = config;
  }

  /**
   * Where a reference leads, as the newest item that carries it has it; a browser is sent there.
   *
   * @throws news.rendezvous.problem.ProblemException (400) for a link that is no hash
   */
  @GET
  public Response where(@Context UriInfo uri, @Context HttpHeaders headers) {
    LinkHash link =
        new Parameters(uri.getQueryParameters())
            .single("link")
            .flatMap(LinkHash::parse)
            .orElseThrow(() -> Parameters.invalid("link", "must be 32 hex digits"));
    return find(link).map(related -> answer(related, headers)).orElseGet(UNKNOWN::toResponse);
  }

  private Optional<Related> find(LinkHash link) {
    return timeline.referring(link).stream()
        .flatMap(held -> held.item().extension().related().stream())
        .filter(related -> related.link().equals(link))
        .findFirst();
  }

  // A reference that leads nowhere yet is told as it is to a browser too: it is known, after all.
  private Response answer(Related related, HttpHeaders headers) {
    Accept accept = Accept.of(headers.getRequestHeader(HttpHeaders.ACCEPT));
    boolean page =
        accept.preferred(PAGE_OR_DATA, List::of).filter(MediaType.TEXT_HTML::equals).isPresent();
    Response.ResponseBuilder answer =
        page && !related.urls().isEmpty()
            ? Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, related.urls().get(0).toString())
            : new Representation(json(related), MediaType.APPLICATION_JSON).answer(headers);
    return answer
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header(HttpHeaders.CACHE_CONTROL, Answers.cacheControl(config))
        .build();
  }

  private static byte[] json(Related related) {
    ObjectNode json = Json.mapper().valueToTree(related);
    json.remove(List.of("addresses", "place"));
    json.withArrayProperty("urls"); // there, even if it is empty
    return Json.encode(json);
  }
}
