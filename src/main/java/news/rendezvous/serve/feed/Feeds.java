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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import news.rendezvous.view.StreamPosition;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.ViewRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The feeds of this service: the whole stream, and one for each source and each saved view. Every
 * method that reads a request throws a {@code ProblemException} (400) for an invalid parameter.
 */
@ApplicationScoped
public class Feeds {

  /** RSS 2.0 allows PNG, GIF and JPEG of up to 144 pixels. */
  private static final String ICON = "/icon.png";

  private static final Pattern PATH =
      Pattern.compile(
          "/(?:(?<kind>sources|views)/(?<id>[A-Za-z0-9._-]+)/)?feed\\.(?:rss|atom|json)");

  private final ServeConfig config;
  private final FilterConfig bounds;
  private final PublicUrl publicUrl;
  private final SourceSummaries summaries;
  private final SourceRegistry sources;
  private final ViewRegistry views;
  private final Timeline timeline;

  @Inject
  Feeds(
      ServeConfig config,
      FilterConfig bounds,
      PublicUrl publicUrl,
      SourceSummaries summaries,
      SourceRegistry sources,
      ViewRegistry views,
      Timeline timeline) {
    this.config = config;
    this.bounds = bounds;
    this.publicUrl = publicUrl;
    this.summaries = summaries;
    this.sources = sources;
    this.views = views;
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
    String page = request.filtered("/");
    FeedMetadata head =
        new FeedMetadata(
            FilterTitle.of(filter, config.title()),
            page,
            config.description(),
            FilterParameters.language(filter).orElse(null),
            ICON,
            List.of());
    return feed(head, request, filter, page, request.filtered("/stream"), null, views.version());
  }

  /** The feed of a saved view, filtered further; empty for an unknown view. */
  public Optional<Feed> view(String id, UriInfo uri, String path) {
    return view(id, request(Parameters.current(), uri, path));
  }

  private Optional<Feed> view(String id, FeedRequest request) {
    long version = views.version(); // read before the view, which may change meanwhile
    return views.find(id).map(view -> view(view, request, version));
  }

  private Feed view(SavedView view, FeedRequest request, long version) {
    Selection filter = request.filter();
    Selection selection = filter.within(view.selection());
    String page = request.filtered("/views/" + view.id());
    FeedMetadata head =
        new FeedMetadata(
            FilterTitle.of(filter, view.title()),
            page,
            view.description(),
            FilterParameters.language(filter)
                .or(() -> FilterParameters.language(view.selection()))
                .orElse(null),
            ICON,
            List.of());
    Instant changed = views.lastChanged(view.id()).orElse(null);
    String stream = request.filtered("/views/" + view.id() + "/stream");
    return feed(head, request, selection, page, stream, changed, version);
  }

  /** The feed of all items that one source carried, filtered; empty for an unknown source. */
  public Optional<Feed> source(String id, UriInfo uri, String path) {
    return source(id, request(Parameters.current(), uri, path));
  }

  private Optional<Feed> source(String id, FeedRequest request) {
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
    String page = FilterParameters.page(selection);
    String stream = "/stream?" + FilterParameters.query(selection);
    FeedMetadata head = head(source, request.filter(), page);
    return feed(head, request, selection, page, stream, changed, views.version());
  }

  // A filtered feed has no counterpart on the site of the source.
  private static FeedMetadata head(SourceSummary source, Selection filter, String page) {
    boolean whole = filter.equals(Selection.ALL) && source.homePage() != null;
    return new FeedMetadata(
        FilterTitle.of(filter, source.name()),
        whole ? Objects.requireNonNull(source.homePage()) : page,
        source.profile().description(),
        FilterParameters.language(filter).orElse(source.language()),
        source.icon(),
        source.profile().authors());
  }

  /**
   * The feed of a path, found without a request.
   *
   * @param base base URL of its links
   * @param path such as {@code /feed.rss} or {@code /views/harbour/feed.atom}
   * @param query with valid percent-encoding; null for none
   * @return empty for the path of no feed, and for an unknown source or view
   */
  public Optional<Feed> find(String base, String path, @Nullable String query) {
    Matcher feed = PATH.matcher(path);
    if (!feed.matches()) {
      return Optional.empty();
    }
    FeedRequest request = request(Parameters.of(query), query, base, path);
    String id = feed.group("id");
    if (id == null) {
      return Optional.of(stream(request));
    }
    return feed.group("kind").equals("views") ? view(id, request) : source(id, request);
  }

  private FeedRequest request(Parameters parameters, UriInfo uri, String path) {
    return request(parameters, RequestPath.query(), base(uri), path);
  }

  private FeedRequest request(
      Parameters parameters, @Nullable String query, String base, String path) {
    Parameters.requireFits(query, bounds);
    return new FeedRequest(
        base,
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
      FeedMetadata head,
      FeedRequest request,
      Selection selection,
      String page,
      String stream,
      @Nullable Instant changed,
      long version) {
    return new Feed(
        head,
        request,
        selection,
        page,
        stream,
        limit(request.page()),
        config.maxDocument().asLongValue(),
        changed,
        version);
  }

  /**
   * Items of one web page of the stream or of a view, newest first.
   *
   * @param title title of the feeds with the same filter
   * @param path path of the page, {@code /} or {@code /views/<id>}
   * @param view the view; null for the whole stream
   * @param query query string of feeds with the same filter; empty for all items
   * @param next query string of the next page; null on the last page
   * @param position a position of the stream at or before which the items were read
   */
  public record Listing(
      String title,
      String base,
      String path,
      @Nullable SavedView view,
      String query,
      List<ViewItem> items,
      @Nullable String next,
      boolean newest,
      StreamPosition position) {

    public Listing {
      items = List.copyOf(items);
    }

    /** Path below which the feeds of the same items are. */
    public String feeds() {
      return view == null ? "/" : path + "/";
    }
  }

  /** Queries the stream for a web page, with the parameters of the feeds. */
  public Listing read(MultivaluedMap<String, String> query, UriInfo uri) {
    return listing(stream(request(new Parameters(query), uri, "/")), null);
  }

  /** Queries a view for a web page, with the parameters of the feeds; empty for an unknown one. */
  public Optional<Listing> read(String view, MultivaluedMap<String, String> query, UriInfo uri) {
    FeedRequest request = request(new Parameters(query), uri, "/views/" + view);
    return views.find(view).map(found -> listing(view(found, request, views.version()), found));
  }

  /** The items of a feed, for a web page that shows it. */
  public Listing listing(Feed feed) {
    return listing(feed, null);
  }

  private Listing listing(Feed feed, @Nullable SavedView view) {
    FeedRequest request = feed.request();
    StreamPosition position = timeline.position(); // read before the items
    Feed.Part part = feed.part(timeline);
    ViewItem last = part.last();
    String next = last == null ? null : request.next(last.position());
    return new Listing(
        feed.head().title(),
        request.base(),
        request.path(),
        view,
        FilterParameters.query(request.filter()),
        part.shown(),
        next == null ? null : next.substring(request.path().length() + "?".length()),
        request.page().before() == null,
        position);
  }
}
