package news.rendezvous.ingest.resolve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.RetryAfter;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.HttpRequest;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.Permit;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestKind.RequestLimits.Bound;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.resolve.answer.AnswerKind;
import news.rendezvous.ingest.resolve.answer.AnswerReader;
import news.rendezvous.ingest.resolve.answer.EndPoint;
import news.rendezvous.ingest.resolve.answer.EndPointAnswer;
import news.rendezvous.ingest.resolve.answer.ReferenceQuery;
import news.rendezvous.ingest.resolve.cache.AnswerCache;
import news.rendezvous.item.url.LinkHash;
import news.rendezvous.item.url.UrlRedaction;
import news.rendezvous.kafka.trace.PipelineTracing;
import okhttp3.HttpUrl;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Client of {@code getUrls} end points, within the budgets of their hosts. Concurrent requests for
 * one reference at one end point are coalesced ({@link SingleFlight}), cached answers cost none,
 * and a request that finds its queue full is deferred.
 */
final class ReferenceClient {

  private static final Logger LOG = Logger.getLogger(ReferenceClient.class);

  /** Content negotiation (RFC 9110 section 12.5.1): machine-readable forms before a page. */
  private static final Map<String, String> HEADERS =
      Map.of("Accept", "application/json, text/plain;q=0.9, text/html;q=0.5, */*;q=0.3");

  /** Label of references whose host is on hold. */
  private static final String HOLD = "hold";

  private static final SingleFlight.Call COMPLETED = () -> false;

  private final Function<HttpRequest, Uni<Exchange>> transport;
  private final RequestScheduler requests;
  private final Duration maxHold;
  private final AnswerReader reader;
  private final AnswerCache cache;
  private final EndPointHealth health;
  private final MeterRegistry metrics;
  private final InstantSource clock;
  private final PipelineTracing tracing;
  private final SingleFlight<Request, EndPointAnswer> flights = new SingleFlight<>(this::begin);
  private volatile boolean stopped;

  ReferenceClient(
      Function<HttpRequest, Uni<Exchange>> transport,
      RequestScheduler requests,
      Duration maxHold,
      AnswerReader reader,
      AnswerCache cache,
      EndPointHealth health,
      MeterRegistry metrics,
      InstantSource clock,
      PipelineTracing tracing) {
    this.transport = transport;
    this.requests = requests;
    this.maxHold = maxHold;
    this.reader = reader;
    this.cache = cache;
    this.health = health;
    this.metrics = metrics;
    Stream.of(Bound.values()).map(Bound::label).forEach(this::deferred);
    deferred(HOLD);
    this.clock = clock;
    this.tracing = tracing;
  }

  /**
   * Origin of a request.
   *
   * @param awaited true if an entry or an operator waits for it; otherwise see {@link
   *     RequestScheduler#tryInBackground}
   * @param trace the step of a trace that it is a part of
   */
  record Origin(boolean awaited, Context trace) {

    /** An operator, who waits. */
    static final Origin OPERATOR = new Origin(true, Context.root());

    /** A pending reference that is due. */
    static final Origin BACKGROUND = new Origin(false, Context.root());
  }

  /**
   * Request to one address, equal for one reference at one end point.
   *
   * @param query of the first waiter; counts towards the queue limits of its source
   * @param origin of the first waiter
   */
  private record Request(
      LinkHash link, EndPoint endPoint, ReferenceQuery query, URI address, Origin origin) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Request request
          && request.link.equals(link)
          && request.endPoint.equals(endPoint);
    }

    @Override
    public int hashCode() {
      return 31 * link.hashCode() + endPoint.hashCode();
    }
  }

  /** The answer of an address. Cancelling removes a queued request that has no other waiter. */
  Uni<EndPointAnswer> request(ReferenceQuery query, URI address, Origin origin) {
    Request request = new Request(query.link(), EndPoint.of(address), query, address, origin);
    return Uni.createFrom()
        .<EndPointAnswer>emitter(
            waiter -> {
              Runnable leave = flights.join(request, waiter::complete);
              waiter.onTermination(leave);
            })
        .invoke(answer -> cache.use(query, address));
  }

  /** True if a background request to an address would be queued now. */
  boolean hasRoomInBackground(ReferenceQuery query, URI address) {
    HttpUrl url = HttpUrl.get(address);
    return url != null
        && requests.hasRoomInBackground(HostKey.of(url), RequestKind.REFERENCE, query.source());
  }

  // The cache is read inside the flight: one that has just completed left its answer there.
  private SingleFlight.Call begin(Request request, Consumer<EndPointAnswer> callback) {
    Optional<EndPointAnswer> cached = cache.recall(request.link(), request.address());
    HttpUrl url = HttpUrl.get(request.address());
    if (cached.isPresent() || url == null) {
      callback.accept(
          cached.orElse(new EndPointAnswer.Failed("address", "is no http or https URL", false)));
      return COMPLETED;
    }
    if (stopped) {
      return defer(callback);
    }
    return enqueue(request, url, callback)
        .map(permit -> (SingleFlight.Call) permit::cancel)
        .orElseGet(() -> defer(callback));
  }

  private Optional<Permit> enqueue(
      Request request, HttpUrl url, Consumer<EndPointAnswer> callback) {
    HostKey host = HostKey.of(url);
    String source = request.query().source();
    Consumer<Permit> granted = permit -> send(request, url, permit, callback);
    if (!requests.heldFor(host).isZero()) {
      deferred(HOLD).increment();
      return Optional.empty();
    }
    if (!request.origin().awaited()) {
      return requests.tryInBackground(host, RequestKind.REFERENCE, source, granted);
    }
    Optional<Permit> permit = requests.tryRequest(host, RequestKind.REFERENCE, source, granted);
    if (permit.isEmpty()) {
      requests
          .exceeded(host, RequestKind.REFERENCE, source)
          .ifPresent(limit -> deferred(limit.label()).increment());
    }
    return permit;
  }

  private Counter deferred(String limit) {
    return Counter.builder("rendezvous.resolve.deferred")
        .description("Requests for references that were put off, by the limit that was reached")
        .tag("limit", limit)
        .register(metrics);
  }

  private static SingleFlight.Call defer(Consumer<EndPointAnswer> callback) {
    callback.accept(new EndPointAnswer.Deferred());
    return COMPLETED;
  }

  void stop() {
    stopped = true;
  }

  private void send(
      Request request, HttpUrl url, Permit permit, Consumer<EndPointAnswer> callback) {
    if (stopped) {
      permit.close();
      callback.accept(new EndPointAnswer.Deferred());
      return;
    }
    HttpRequest get = new HttpRequest(url, HEADERS, reader::plan);
    health.requesting(request.endPoint());
    // No attribute has the URL, which may hold a secret.
    Context step = tracing.begin("resolve reference", SpanKind.CLIENT, request.origin().trace());
    Uni.createFrom()
        .deferred(() -> transport.apply(get))
        .invoke(exchange -> answered(permit, exchange))
        // On a worker: half a megabyte of HTML would block an event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(exchange -> read(request, exchange))
        .onFailure()
        .recoverWithItem(failure -> broken(request, failure))
        .onItemOrFailure()
        .invoke((answer, failure) -> end(step, answer, failure))
        .onTermination()
        .invoke(permit::close)
        .subscribe()
        .with(callback, failure -> callback.accept(broken(request, failure)));
  }

  private static void end(
      Context step, @Nullable EndPointAnswer answer, @Nullable Throwable failure) {
    if (answer != null) {
      Span.fromContext(step)
          .setAttribute("http.request.method", "GET")
          .setAttribute("answer", answer.label());
    }
    PipelineTracing.end(step, failure);
  }

  private void answered(Permit permit, Exchange exchange) {
    Duration hold = hold(exchange);
    if (hold != null) {
      requests.hold(permit.key(), hold);
    }
    boolean silent = exchange instanceof Exchange.Failed failed && failed.outcome().isSilence();
    permit.answered(!silent);
  }

  private @Nullable Duration hold(Exchange exchange) {
    return exchange instanceof Exchange.Response response
        ? RetryAfter.of(response.head(), clock.instant(), maxHold)
        : null;
  }

  private EndPointAnswer read(Request request, Exchange exchange) {
    EndPointAnswer answer = reader.read(request.address(), exchange);
    keep(request, answer, hold(exchange));
    return answer;
  }

  private void keep(Request request, EndPointAnswer answer, @Nullable Duration hold) {
    health.answered(request.endPoint(), answer);
    cache.keep(request.query(), request.address(), answer, hold);
  }

  // Failures of an exchange are values, so this is a bug: it is logged, and no entry is lost.
  private EndPointAnswer broken(Request request, Throwable failure) {
    if (stopped) {
      LOG.debugf(
          failure,
          "Request for a reference cancelled, the service stops: %s",
          UrlRedaction.of(request.address()));
      return new EndPointAnswer.Deferred();
    }
    LOG.errorf(
        failure,
        "Answer of a reference end point could not be read: address=%s",
        UrlRedaction.of(request.address()));
    EndPointAnswer answer =
        new EndPointAnswer.Failed(AnswerKind.ERROR.label(), "was read by a bug: " + failure, true);
    keep(request, answer, null);
    return answer;
  }
}
