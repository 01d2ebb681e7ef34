package news.rendezvous.serve.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.serve.format.FeedMetadata;
import news.rendezvous.serve.http.PublicUrl;
import news.rendezvous.serve.http.RequestPath;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.serve.query.FeedRequest;
import news.rendezvous.serve.query.FilterParameters;
import news.rendezvous.serve.query.FilterTitle;
import news.rendezvous.serve.query.Paging;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.source.SourceRegistry;
import news.rendezvous.view.FilterConfig;
import news.rendezvous.view.Selection;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of this service: the whole stream, and one for each source. Every method that reads a
 * request throws a {@code ProblemException} (400) for an invalid parameter.
 */
@ApplicationScoped
public class Feeds {

  /** RSS 2.0 allows PNG, GIF and JPEG of up to 144 pixels. */
  private static final String ICON = "/icon.png";

  private final ServeConfig config;
  private final FilterConfig bounds;
  private final PublicUrl publicUrl;
  private final SourceSummaries summaries;
  private final SourceRegistry sources;
  private final Timeline timeline;

  @Inject
  Feeds(
      ServeConfig config,
      FilterConfig bounds,
      PublicUrl publicUrl,
      SourceSummaries summaries,
      SourceRegistry sources,
      Timeline timeline) {
    this.config = config;
    this.bounds = bounds;
    this.publicUrl = publicUrl;
    this.summaries = summaries;
    this.sources = sources;
    this.timeline = timeline;
  }

  public String title() {
    return config.title();
  }

  public String base(UriInfo uri) {
    return publicUrl.base(RequestPath.base(uri));
  }

  /** The feed of the whole stream, filtered by the parameters of the request. */
  public Feed stream(UriInfo uri, String path) {
    return stream(request(Parameters.current(), uri, path));
  }

  private Feed stream(FeedRequest request) {
    Selection filter = request.filter();
    FeedMetadata head =
        new FeedMetadata(
            FilterTitle.of(filter, config.title()),
            FilterParameters.page(filter),
            config.description(),
            FilterParameters.language(filter).orElse(null),
            ICON,
            List.of());
    return feed(head, request, filter, null);
  }

  /** The feed of all items that one source carried, filtered; empty for an unknown source. */
  public Optional<Feed> source(String id, UriInfo uri, String path) {
    FeedRequest request = request(Parameters.current(), uri, path);
    if (!request.filter().sources().isEmpty()) {
      throw Parameters.invalid("source", "must be left out: the path names the source");
    }
    return summaries.find(id).map(summary -> source(summary, request));
  }

  private Feed source(SourceSummary source, FeedRequest request) {
    Selection selection = request.filter().of(source.id());
    Instant changed =
        Stream.concat(
                Stream.ofNullable(source.profile().since()),
                sources.lastChanged(source.id()).stream())
            .max(Comparator.naturalOrder())
            .orElse(null);
    return feed(head(source, request.filter(), selection), request, selection, changed);
  }

  // A filtered feed has no counterpart on the site of the source.
  private static FeedMetadata head(SourceSummary source, Selection filter, Selection selection) {
    boolean whole = filter.equals(Selection.ALL) && source.homePage() != null;
    return new FeedMetadata(
        FilterTitle.of(filter, source.name()),
        whole ? Objects.requireNonNull(source.homePage()) : FilterParameters.page(selection),
        source.profile().description(),
        FilterParameters.language(filter).orElse(source.language()),
        source.icon(),
        source.profile().authors());
  }

  private FeedRequest request(Parameters parameters, UriInfo uri, String path) {
    Parameters.requireFits(RequestPath.query(), bounds);
    return new FeedRequest(
        base(uri),
        path,
        FilterParameters.parse(parameters, bounds),
        Paging.of(parameters, config.maxLimit()));
  }

  /** Most items of the document that the current request is for. */
  public int limit() {
    return limit(Paging.of(Parameters.current(), config.maxLimit()));
  }

  private int limit(Paging page) {
    return Objects.requireNonNullElse(page.limit(), config.defaultLimit());
  }

  private Feed feed(
      FeedMetadata head, FeedRequest request, Selection selection, @Nullable Instant changed) {
    return new Feed(
        head,
        request,
        selection,
        limit(request.page()),
        config.maxDocument().asLongValue(),
        changed);
  }

  /**
   * Items of one web page of the stream, newest first.
   *
   * @param title title of the feeds with the same filter
   * @param query query string of feeds with the same filter; empty for all items
   * @param next query string of the next page; null on the last page
   */
  public record Listing(
      String title,
      String base,
      String query,
      List<ViewItem> items,
      @Nullable String next,
      boolean newest) {

    public Listing {
      items = List.copyOf(items);
    }
  }

  /** Queries the stream for a web page, with the parameters of the feeds. */
  public Listing read(MultivaluedMap<String, String> query, UriInfo uri) {
    FeedRequest request = request(new Parameters(query), uri, "/");
    Feed feed = stream(request);
    Feed.Part part = feed.part(timeline);
    ViewItem last = part.last();
    return new Listing(
        feed.head().title(),
        request.base(),
        FilterParameters.query(request.filter()),
        part.shown(),
        last == null ? null : request.next(last.position()).substring("/?".length()),
        request.page().before() == null);
  }
}
