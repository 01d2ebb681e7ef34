package news.rendezvous.ingest.resolve;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
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
import news.rendezvous.ingest.fetch.http.HttpRequest;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestKind.RequestLimits;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.resolve.ReferenceClient.Origin;
import news.rendezvous.ingest.resolve.answer.AnswerReader;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import news.rendezvous.ingest.resolve.cache.AnswerLog;
import news.rendezvous.ingest.resolve.cache.CachedAnswer;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.kafka.trace.PipelineTracing;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Resolves references to URLs. It never fails: a reference without a usable answer is {@link
 * Related.Kind#UNRESOLVED} for now.
 */
@ApplicationScoped
public class Resolver {

  private static final Logger LOG = Logger.getLogger(Resolver.class);

  private final ResolveConfig config;
  private final RequestScheduler requests;
  private final Duration maxHold;
  private final InstantSource clock;
  private final AnswerCache cache;
  private final PendingReferences pending;
  private final KnownReferences known;
  private final ReferenceClient client;
  private final EndPointDiscovery discovery;
  private final CompletableFuture<@Nullable Void> loaded = new CompletableFuture<>();
  private volatile Runnable onRequest = () -> {};

  @Inject
  Resolver(
      Transport transport,
      RequestScheduler requests,
      FetchConfig fetching,
      AddressGuard guard,
      ResolveConfig config,
      AnswerLog log,
      MeterRegistry metrics,
      InstantSource clock,
      PipelineTracing tracing) {
    this(
        transport::exchange,
        requests,
        fetching.maxRetryAfter(),
        url -> guard.refusal(url.toString()).isEmpty(),
        config,
        new AnswerCache(config, clock, log::write),
        metrics,
        clock,
        tracing);
  }

  Resolver(
      Function<HttpRequest, Uni<Exchange>> transport,
      RequestScheduler requests,
      Duration maxHold,
      Predicate<CanonicalUrl> allowed,
      ResolveConfig config,
      AnswerCache cache,
      MeterRegistry metrics,
      InstantSource clock,
      PipelineTracing tracing) {
    this.config = config;
    this.requests = requests;
    this.maxHold = maxHold;
    this.clock = clock;
    this.cache = cache;
    this.pending = new PendingReferences(config, cache);
    this.known = new KnownReferences(cache, pending);
    this.client =
        new ReferenceClient(
            transport,
            requests,
            maxHold,
            new AnswerReader(config, allowed),
            cache,
            new EndPointHealth(config, metrics, clock),
            metrics,
            clock,
            tracing);
    this.discovery = new EndPointDiscovery(client, cache);
    requests.limit(
        RequestKind.REFERENCE,
        new RequestLimits(
            config.concurrency(),
            config.maxWaitingPerHost(),
            config.maxWaitingPerSource(),
            config.maxWaiting()));
  }

  // No request is made before the topic has been read, since the answer may be in it.
  void start(@Observes StartupEvent event, AnswerLog log) {
    var unused = log.open(this::learn).thenRun(this::ready);
  }

  void stop(@Observes ShutdownEvent event) {
    client.stop();
  }

  void ready() {
    loaded.complete(null);
  }

  /** Registers a task that runs when an operator requests a reference again, at any replica. */
  public void onRequest(Runnable task) {
    onRequest = task;
  }

  // A Retry-After that another replica or an earlier process received holds the host here too.
  void learn(LinkHash link, CachedAnswer logged) {
    cache.learn(link, logged);
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
   * The references of the entries of one document, which share a timeout.
   *
   * @param trace the poll as a step of a trace
   */
  public DocumentReferences of(String source, Context trace) {
    return new DocumentReferences(
        source,
        new Origin(true, trace),
        cache,
        pending,
        discovery,
        Uni.createFrom().completionStage(loaded::copy),
        config);
  }

  /**
   * The references of a published item by the answers that are cached now, without waiting. Those
   * still unresolved become pending, see {@link #requestDue}.
   */
  public List<Related> update(
      String source, List<Related> references, @Nullable CanonicalUrl self) {
    RelatedList list = new RelatedList(self);
    return references.stream()
        .map(
            one ->
                one.lacksTarget()
                    ? retried(ReferenceQuery.of(source, one), one, list)
                    : corrected(source, one, list))
        .toList();
  }

  private Related retried(ReferenceQuery query, Related unresolved, RelatedList list) {
    Optional<EndPointAnswer.Resolved> answer = cache.resolved(query);
    if (answer.isEmpty()) {
      pending.add(query);
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

  /** The references with their cached answers. */
  public KnownReferences known() {
    return known;
  }

  /** Requests pending references that are due, in the background of their hosts. */
  public void requestDue(Predicate<String> sources) {
    if (loaded.isDone()) {
      pending.due(sources).forEach(discovery::refresh);
      cache.entries().forEach(entry -> requested(entry.getKey(), entry.getValue(), sources));
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
            .ifPresent(this::requestNow);
      }
    }
  }

  private void requestNow(ReferenceQuery query) {
    discovery
        .resolve(query, Origin.OPERATOR)
        .subscribe()
        .with(
            answer -> {},
            failure -> LOG.errorf(failure, "Request for a reference failed: %s", query.link()));
  }

  /**
   * Invalidates the cached answer of a reference: the replica that polls its source requests it
   * again.
   */
  public void request(String source, Related reference) {
    cache.request(ReferenceQuery.of(source, reference));
  }

  /** The same for a reference that no item lists; false if it is neither cached nor pending. */
  public boolean request(LinkHash link) {
    List<ReferenceQuery> queries = pending.of(link).toList();
    queries.forEach(cache::request);
    return cache.request(link) || !queries.isEmpty();
  }

  /** The same for all unresolved references of a source. */
  public void requestUnresolved(String source) {
    known.unresolved(source).forEach(cache::request);
    pending.of(source).forEach(cache::request);
  }
}
