package news.rendezvous.ingest.resolve;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.fetch.guard.AddressGuard;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.GetRequest;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestLimits;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.resolve.ReferenceClient.Urgency;
import news.rendezvous.ingest.resolve.answer.AnswerReader;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import news.rendezvous.ingest.resolve.cache.AnswerLog;
import news.rendezvous.ingest.resolve.cache.CachedAnswer;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jspecify.annotations.Nullable;

/**
 * Resolves references to URLs. It never fails: a reference without a usable answer is {@link
 * Related.Kind#UNRESOLVED} for now.
 */
@ApplicationScoped
public class Resolver {

  private final ResolveConfig config;
  private final RequestScheduler requests;
  private final Duration maxHold;
  private final InstantSource clock;
  private final AnswerCache memory;
  private final PendingReferences pending;
  private final KnownReferences known;
  private final ReferenceClient client;
  private final EndPointDiscovery search;
  private final CompletableFuture<@Nullable Void> loaded = new CompletableFuture<>();
  private volatile Runnable onRequest = () -> {};

  @Inject
  Resolver(
      Transport transport,
      RequestScheduler requests,
      FetchConfig fetching,
      AddressGuard guard,
      ResolveConfig config,
      AnswerLog journal,
      MeterRegistry metrics,
      InstantSource clock) {
    this(
        transport::get,
        requests,
        fetching.maxRetryAfter(),
        url -> guard.refusal(url.toString()).isEmpty(),
        config,
        new AnswerCache(config, clock, journal::write),
        metrics,
        clock);
  }

  Resolver(
      Function<GetRequest, Uni<Exchange>> transport,
      RequestScheduler requests,
      Duration maxHold,
      Predicate<CanonicalUrl> allowed,
      ResolveConfig config,
      AnswerCache memory,
      MeterRegistry metrics,
      InstantSource clock) {
    this.config = config;
    this.requests = requests;
    this.maxHold = maxHold;
    this.clock = clock;
    this.memory = memory;
    this.pending = new PendingReferences(config, memory);
    this.known = new KnownReferences(memory, pending);
    this.client =
        new ReferenceClient(
            transport,
            requests,
            maxHold,
            new AnswerReader(config, allowed),
            memory,
            new EndPointHealth(config, metrics, clock),
            metrics,
            clock);
    this.search = new EndPointDiscovery(client, memory);
    requests.limit(
        RequestKind.REFERENCE,
        new RequestLimits(
            config.concurrency(),
            config.maxWaitingPerHost(),
            config.maxWaitingPerSource(),
            config.maxWaiting()));
  }

  // No request is made before the topic has been read: the answer may be in it.
  void start(@Observes StartupEvent event, AnswerLog journal) {
    var unused = journal.open(this::learn).thenRun(this::ready);
  }

  void stop(@Observes ShutdownEvent event) {
    client.stop();
  }

  void ready() {
    loaded.complete(null);
  }

  /** Registers a task that runs when an operator requests a reference again, on any replica. */
  public void onRequest(Runnable task) {
    onRequest = task;
  }

  // A Retry-After that another replica or an earlier process received holds the host here too.
  void learn(LinkHash link, CachedAnswer logged) {
    memory.learn(link, logged);
    if (logged.awaitsRequest()) {
      onRequest.run();
    }
    if (logged.hold() != null) {
      Duration left = Duration.between(clock.instant(), logged.hold());
      if (!left.isNegative() && !left.isZero()) {
        requests.hold(
            HostKey.of(logged.address().toString()), left.compareTo(maxHold) < 0 ? left : maxHold);
      }
    }
  }

  /**
   * Begins the references of the entries of one document, which are cancelled with it.
   *
   * @param source id of the source
   */
  public DocumentReferences of(String source) {
    return new DocumentReferences(
        source, memory, pending, search, Uni.createFrom().completionStage(loaded::copy), config);
  }

  /**
   * The references of a published item by the answers that are cached now, without waiting. Those
   * still unresolved become pending, see {@link #askDue}.
   *
   * @param source id of the item's source
   * @param self the item's own permalink
   */
  public List<Related> again(String source, List<Related> references, @Nullable CanonicalUrl self) {
    RelatedList list = new RelatedList(self);
    return references.stream()
        .map(
            one ->
                one.leadsNowhereYet()
                    ? retried(ReferenceQuery.of(source, one), one, list)
                    : corrected(source, one, list))
        .toList();
  }

  private Related retried(ReferenceQuery query, Related unresolved, RelatedList list) {
    Optional<EndPointAnswer.Resolved> answer = memory.resolved(query);
    if (answer.isEmpty()) {
      pending.notice(query);
    }
    return answer.map(found -> list.related(query, found)).orElse(unresolved);
  }

  private Related corrected(String source, Related resolved, RelatedList list) {
    return known
        .correction(resolved.link())
        .filter(answer -> !answer.urls().equals(resolved.urls()))
        .map(answer -> list.related(ReferenceQuery.of(source, resolved), answer))
        .orElse(resolved);
  }

  /** References whose answer an operator requested again, and that are resolved by it. */
  public List<LinkHash> corrected() {
    return known.corrected();
  }

  /** Title of the page that a reference leads to. */
  public Optional<String> pageTitle(LinkHash link) {
    return known.pageTitle(link);
  }

  /** A reference with its cached answer; empty if it was never requested and is not pending. */
  public Optional<KnownReference> find(LinkHash link) {
    return known.find(link);
  }

  public ReferenceState state(String source) {
    return known.state(source);
  }

  /**
   * Requests pending references that are due, in the background of their hosts.
   *
   * @param sources those that this replica polls
   */
  public void askDue(Predicate<String> sources) {
    if (loaded.isDone()) {
      pending.due(sources).forEach(search::refresh);
      memory.everything().forEach(entry -> requested(entry.getKey(), entry.getValue(), sources));
    }
  }

  private void requested(
      LinkHash link, Collection<CachedAnswer> cached, Predicate<String> sources) {
    for (CachedAnswer one : cached) {
      if (one.awaitsRequest()) {
        one.sources().stream()
            .filter(sources)
            .findFirst()
            .map(
                source ->
                    new ReferenceQuery(source, link, one.title(), List.of(one.address()), false))
            .ifPresent(this::askNow);
      }
    }
  }

  private void askNow(ReferenceQuery query) {
    var unused = search.resolve(query, Urgency.AWAITED).subscribe().asCompletionStage();
  }

  /**
   * Invalidates the cached answer of a reference: the replica that polls its source requests it
   * again.
   */
  public void request(String source, Related reference) {
    memory.request(ReferenceQuery.of(source, reference));
  }

  /** The same for a reference that no item lists; false if it is neither cached nor pending. */
  public boolean request(LinkHash link) {
    List<ReferenceQuery> noticed = pending.of(link).toList();
    noticed.forEach(memory::request);
    return memory.request(link) || !noticed.isEmpty();
  }

  /** The same for all unresolved references of a source. */
  public void requestUnresolved(String source) {
    known.unresolved(source).forEach(memory::request);
    pending.of(source).forEach(memory::request);
  }
}
