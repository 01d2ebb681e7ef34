package news.rendezvous.admin;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import news.rendezvous.ingest.parse.FeedParser;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.item.Json;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.source.opml.OpmlOutline;
import news.rendezvous.source.opml.OpmlWriter;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The sources as a subscription list in OPML: import and export. */
@Path("/admin/opml")
public class SubscriptionListResource {

  private static final String TYPE = "text/x-opml";
  private static final String NDJSON = "application/x-ndjson";

  private final FeedParser parser;
  private final OpmlImport imports;
  private final ImportProgress progress;
  private final SourceRegistry sources;
  private final SourceSummaries summaries;
  private final AdminConfig config;

  @Inject
  SubscriptionListResource(
      FeedParser parser,
      OpmlImport imports,
      ImportProgress progress,
      SourceRegistry sources,
      SourceSummaries summaries,
      AdminConfig config) {
    this.parser = parser;
    this.imports = imports;
    this.progress = progress;
    this.sources = sources;
    this.summaries = summaries;
    this.config = config;
  }

  /**
   * Adds the feeds of a list. On a worker thread, since a list may take longer to parse than an
   * event loop may be blocked.
   *
   * @throws ProblemException 400 for a list that cannot be read, 422 for one with too many feeds
   */
  @PUT
  @Blocking
  @Consumes({TYPE, MediaType.APPLICATION_XML, MediaType.TEXT_XML})
  @Produces(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = ImportReport.Result.class)))
  public Uni<byte[]> add(
      byte @Nullable [] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType) {
    return imports
        .run(outlines(body, contentType))
        .collect()
        .last()
        .map(report -> Json.encodeAll(report.result()));
  }

  /**
   * Adds the feeds of a list as {@link #add} does, and reports the progress: of adding after each
   * batch, then the result, then that of the first polls each second, until all have ended.
   */
  @PUT
  @Blocking
  @Consumes({TYPE, MediaType.APPLICATION_XML, MediaType.TEXT_XML})
  @Produces(NDJSON)
  @APIResponse(
      responseCode = "200",
      content =
          @Content(
              mediaType = NDJSON,
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      description = "JSON objects, one a line, with one member each")))
  public Multi<byte[]> addObserved(
      byte @Nullable [] body, @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType) {
    return progress.of(imports.run(outlines(body, contentType)));
  }

  private List<OpmlOutline> outlines(byte @Nullable [] body, String contentType) {
    if (body == null || body.length == 0) {
      throw new ProblemException(Problem.malformedBody("The body is empty.", null));
    }
    List<OpmlOutline> outlines = OpmlDocument.read(parser, body, contentType);
    if (outlines.size() > config.maxOutlines()) {
      throw new ProblemException(
          new Problem(
              "too-many-outlines",
              "Too many outlines",
              422,
              ("The OPML has %d feeds and at most %d are taken at once; divide it, or raise"
                      + " rendezvous.admin.max-outlines.")
                  .formatted(outlines.size(), config.maxOutlines()),
              null));
    }
    return outlines;
  }

  /** All sources, by id. */
  @GET
  @Produces(TYPE)
  public Response list() {
    if (!sources.isRead()) {
      throw new ServiceUnavailableException(SourceResource.unread());
    }
    List<OpmlOutline> outlines = summaries.all().map(SubscriptionListResource::outline).toList();
    return Response.ok(OpmlWriter.write("Sources of Rendezvous", outlines), TYPE + ";charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"rendezvous-sources.opml\"")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  // Credentials are no part of a list that people pass on.
  private static OpmlOutline outline(SourceSummary summary) {
    Source source = summary.source();
    Map<String, String> settings = new HashMap<>(Map.of("id", source.id()));
    put(settings, "edition", source.edition());
    put(settings, "zone", source.zone());
    put(settings, "interval", source.interval());
    put(settings, "links_base", source.linksBase());
    put(settings, "enabled", source.enabled() ? null : "false");
    put(settings, "backfill", source.backfill() == 0 ? null : source.backfill());
    return new OpmlOutline(
        summary.title(),
        CanonicalUrl.withoutUserInfo(source.url().toString()),
        summary.homePage(),
        summary.language(),
        settings);
  }

  private static void put(Map<String, String> settings, String name, @Nullable Object value) {
    if (value != null) {
      settings.put(name, value.toString());
    }
  }
}
