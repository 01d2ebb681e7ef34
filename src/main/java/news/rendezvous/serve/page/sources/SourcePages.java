package news.rendezvous.serve.page.sources;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import news.rendezvous.ingest.poll.PollScheduler;
import news.rendezvous.ingest.poll.SourceSummaries;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import news.rendezvous.ingest.poll.state.OlderPages;
import news.rendezvous.ingest.poll.state.PermanentRedirect;
import news.rendezvous.ingest.poll.state.PollHistory;
import news.rendezvous.ingest.poll.state.PollMemory;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.push.PushSubscriptions;
import news.rendezvous.ingest.resolve.Resolver;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.page.layout.DisplayTime;
import news.rendezvous.serve.page.layout.Layouts;
import news.rendezvous.serve.page.layout.PageParameters;
import news.rendezvous.serve.page.sources.SourceModel.Definition;
import news.rendezvous.serve.page.sources.SourceModel.Document;
import news.rendezvous.serve.page.sources.SourceModel.Moving;
import news.rendezvous.serve.page.sources.SourceModel.PartnerLink;
import news.rendezvous.serve.page.sources.SourceModel.PollRow;
import news.rendezvous.serve.page.sources.SourceModel.Push;
import news.rendezvous.serve.page.sources.SourceModel.Reason;
import news.rendezvous.serve.page.sources.SourceModel.Schedule;
import news.rendezvous.serve.page.sources.SourceModel.SourceFeed;
import news.rendezvous.serve.page.story.Card;
import news.rendezvous.serve.page.story.Cards;
import news.rendezvous.view.Selection;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;

/** Factory of pages of one source. */
@ApplicationScoped
public class SourcePages {

  private static final int NEWEST = 10;

  private final SourceList sources;
  private final SourceSummaries summaries;
  private final SourceRows rows;
  private final PollScheduler polls;
  private final Timeline timeline;
  private final Resolver resolver;
  private final PushSubscriptions subscriptions;
  private final Cards cards;
  private final Layouts layouts;
  private final Feeds feeds;
  private final InstantSource clock;

  @Inject
  SourcePages(
      SourceList sources,
      SourceSummaries summaries,
      SourceRows rows,
      PollScheduler polls,
      Timeline timeline,
      Resolver resolver,
      PushSubscriptions subscriptions,
      Cards cards,
      Layouts layouts,
      Feeds feeds,
      InstantSource clock) {
    this.sources = sources;
    this.summaries = summaries;
    this.rows = rows;
    this.polls = polls;
    this.timeline = timeline;
    this.resolver = resolver;
    this.subscriptions = subscriptions;
    this.cards = cards;
    this.layouts = layouts;
    this.feeds = feeds;
    this.clock = clock;
  }

  /** A number that changes with the source and its state. */
  public long version(String id) {
    return sources.version(id) * 31 + subscriptions.revision(id);
  }

  /** The page of a source; empty for an unknown one. */
  public Optional<SourceModel> page(String id, UriInfo uri) {
    return summaries.find(id).map(source -> page(source, uri));
  }

  private SourceModel page(SourceSummary source, UriInfo uri) {
    String id = source.id();
    String root = Layouts.root();
    Instant now = clock.instant();
    List<NewsItem> carried =
        timeline.newest(Selection.ALL.of(id), null, Integer.MAX_VALUE).stream()
            .map(ViewItem::item)
            .toList();
    List<PollHistory.Poll> history = source.history().newestFirst();
    StorySharing sharing = StorySharing.of(id, carried);
    return new SourceModel(
        layouts.frame("sources"),
        rows.row(SourceHealth.of(source), source, root, now),
        Definition.of(source),
        schedule(source, now),
        document(source),
        FailureRun.of(history),
        history.stream().map(SourcePages::row).toList(),
        resolver.known().state(id),
        carried.size(),
        sharing,
        sharing.partners().stream().map(partner -> link(partner, root)).toList(),
        newest(carried, root),
        PageParameters.EMPTY.with("source", id).at(root),
        feeds(id, feeds.base(uri)));
  }

  private Schedule schedule(SourceSummary source, Instant now) {
    Optional<PollState> state = Optional.ofNullable(source.state());
    return new Schedule(
        state.map(known -> RelativeTime.of(known.plan().last(), now)).orElse(null),
        Optional.ofNullable(source.source().interval()).map(RelativeTime.Span::of).orElse(null),
        source.plan().map(PollPlan::reason).map(Reason::of).orElse(null),
        polls.heldUntil(source.id()).map(DisplayTime::of).orElse(null),
        state.map(known -> known.health().failures()).orElse(0),
        subscriptions.state(source.id()).map(push -> Push.of(push, now)).orElse(null));
  }

  private static Document document(SourceSummary source) {
    PollMemory memory = source.state() == null ? PollMemory.NONE : source.state().memory();
    OlderPages older = memory.backlog();
    return new Document(
        memory.entries(),
        source.etag(),
        source.lastModified(),
        moving(memory.move(), source.source().url().toString()),
        older == null ? 0 : older.left());
  }

  private static @Nullable Moving moving(@Nullable PermanentRedirect move, String url) {
    return move == null || move.to().toString().equals(url)
        ? null
        : new Moving(
            Objects.requireNonNullElse(move.to().getHost(), ""),
            move.times(),
            DisplayTime.ofNullable(move.since()));
  }

  private static PollRow row(PollHistory.Poll poll) {
    return new PollRow(
        DisplayTime.of(poll.at()),
        poll.outcome(),
        PollStrip.Kind.of(poll),
        SourceRows.latency(poll.took()),
        poll.status(),
        poll.entries(),
        poll.changed(),
        SourceRows.withoutSecrets(poll.error()));
  }

  private PartnerLink link(StorySharing.Partner partner, String root) {
    return new PartnerLink(
        summaries.name(partner.id(), null), root + "sources/" + partner.id(), partner);
  }

  private List<Card> newest(List<NewsItem> carried, String root) {
    return carried.stream().limit(NEWEST).map(item -> cards.card(item, root)).toList();
  }

  private static List<SourceFeed> feeds(String id, String base) {
    String feed = base + "/sources/" + id + "/feed.";
    return List.of(
        new SourceFeed("RSS", "application/rss+xml", feed + "rss"),
        new SourceFeed("Atom", "application/atom+xml", feed + "atom"),
        new SourceFeed("JSON Feed", "application/feed+json", feed + "json"));
  }
}
