package news.rendezvous.serve.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.ingest.resolve.Resolver;
import news.rendezvous.item.Json;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.serve.feed.FeedResponses;
import news.rendezvous.serve.http.Accept;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.view.Timeline;

/** Resolution of {@code getUrls} references. */
@Path("/getUrls")
@NeedsView
public class ReferenceResource {

  private static final List<String> PAGE_OR_DATA =
      List.of(MediaType.APPLICATION_JSON, MediaType.TEXT_HTML);

  private static final String LINK = "link";

  private final Timeline timeline;
  private final Resolver resolver;
  private final ReferencePages pages;
  private final ServeConfig config;

  ReferenceResource(
      Timeline timeline, Resolver resolver, ReferencePages pages, ServeConfig config) {
    this.timeline = timeline;
    this.resolver = resolver;
    this.pages = pages;
    this.config = config;
  }

  /**
   * The targets of references: an object for one, an array of the known ones for several. A browser
   * is redirected to the target of a single one, and gets a page otherwise.
   */
  @GET
  public Response resolve(@Context UriInfo uri, @Context HttpHeaders headers) {
    List<String> written = new Parameters(uri.getQueryParameters()).all(LINK);
    if (written.isEmpty() || written.size() > config.maxReferences()) {
      throw Parameters.invalid(
          LINK,
          "must be given once, or up to %d times; it is there %d times"
              .formatted(config.maxReferences(), written.size()));
    }
    List<LinkHash> links = written.stream().map(ReferenceResource::hash).distinct().toList();
    List<ReferenceAnswer> known = links.stream().flatMap(link -> find(link).stream()).toList();
    if (known.isEmpty()) {
      return Problem.UNKNOWN_REFERENCE.toResponse();
    }
    return (prefersPage(headers)
            ? forBrowser(links, known, headers)
            : data(written.size() > 1, known).answer(headers))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .header(HttpHeaders.CACHE_CONTROL, FeedResponses.cacheControl(config))
        .build();
  }

  private static LinkHash hash(String written) {
    return LinkHash.parse(written)
        .orElseThrow(
            () ->
                Parameters.invalid(
                    LINK, "must be 32 hex digits, such as " + "0123456789abcdef".repeat(2)));
  }

  // From the newest item with it; an item may be older than the resolution.
  private Optional<ReferenceAnswer> find(LinkHash link) {
    List<ReferenceAnswer> all =
        Stream.concat(
                timeline.referring(link).stream()
                    .flatMap(held -> held.item().extension().related().stream())
                    .filter(related -> related.link().equals(link))
                    .map(ReferenceAnswer::of),
                resolver.known().find(link).map(ReferenceAnswer::of).stream())
            .toList();
    return all.stream()
        .filter(ReferenceAnswer::isResolved)
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  private static boolean prefersPage(HttpHeaders headers) {
    return Accept.of(headers.getRequestHeader(HttpHeaders.ACCEPT))
        .preferred(PAGE_OR_DATA, List::of)
        .filter(MediaType.TEXT_HTML::equals)
        .isPresent();
  }

  private Response.ResponseBuilder forBrowser(
      List<LinkHash> links, List<ReferenceAnswer> known, HttpHeaders headers) {
    if (links.size() == 1 && known.get(0).isResolved()) {
      return Response.status(Response.Status.FOUND)
          .header(HttpHeaders.LOCATION, known.get(0).urls().get(0).toString());
    }
    List<String> unknown =
        links.stream()
            .filter(link -> known.stream().noneMatch(one -> one.link().equals(link)))
            .map(LinkHash::toString)
            .toList();
    return pages.answer(known, unknown, headers);
  }

  private static Representation data(boolean several, List<ReferenceAnswer> known) {
    ArrayNode all = Json.mapper().createArrayNode();
    known.forEach(one -> all.add(one.json()));
    return new Representation(Json.encode(several ? all : all.get(0)), MediaType.APPLICATION_JSON);
  }
}
