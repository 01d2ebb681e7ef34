package news.rendezvous.serve.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.serve.format.FeedDocument;
import news.rendezvous.serve.format.FeedMetadata;
import news.rendezvous.serve.http.ServeConfig;
import news.rendezvous.serve.query.FeedRequest;
import news.rendezvous.serve.query.Filter;
import news.rendezvous.view.Selection;

/** The feeds of this service: the whole stream, and one for each source. */
@ApplicationScoped
public class Feeds {

  /** RSS 2.0 allows PNG, GIF and JPEG of up to 144 pixels. */
  private static final String ICON = "/icon.png";

  private final ServeConfig config;
  private final SourceSummaries summaries;

  @Inject
  Feeds(ServeConfig config, SourceSummaries summaries) {
    this.config = config;
    this.summaries = summaries;
  }

  /** The feed of the whole stream, filtered. */
  public Feed stream(FeedRequest request) {
    Filter filter = request.filter();
    FeedMetadata head =
        new FeedMetadata(
            filter.title(config.title()),
            filter.page(),
            config.description(),
            filter.language().orElse(null),
            ICON,
            List.of());
    return feed(head, request, filter.page(), filter.selection(), FeedDocument.NEVER);
  }

  /** The feed of all items that one source carried, filtered; empty for an unknown source. */
  public Optional<Feed> source(String id, FeedRequest request) {
    return summaries.find(id).map(summary -> source(summary, request));
  }

  private Feed source(SourceSummary source, FeedRequest request) {
    Selection selection = request.filter().selection().of(source.id());
    String page = new Filter(selection).page();
    return feed(
        head(source, request.filter(), page),
        request,
        page,
        selection,
        Objects.requireNonNullElse(source.profile().since(), FeedDocument.NEVER));
  }

  // A filtered feed has no counterpart on the site of the source.
  private static FeedMetadata head(SourceSummary source, Filter filter, String page) {
    boolean whole = filter.query().isEmpty() && source.homePage() != null;
    return new FeedMetadata(
        filter.title(source.name()),
        whole ? Objects.requireNonNull(source.homePage()) : page,
        source.profile().description(),
        filter.language().orElse(source.language()),
        source.icon(),
        source.profile().authors());
  }

  private Feed feed(
      FeedMetadata head, FeedRequest request, String page, Selection selection, Instant changed) {
    int limit = Objects.requireNonNullElse(request.page().limit(), config.defaultLimit());
    long mostBytes = config.maxDocument().asLongValue();
    return new Feed(head, request, page, selection, limit, mostBytes, changed);
  }
}
