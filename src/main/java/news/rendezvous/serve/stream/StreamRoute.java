package news.rendezvous.serve.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.serve.http.PublicUrl;
import news.rendezvous.serve.http.RequestPath;
import news.rendezvous.serve.http.backpressure.WriteTimeout;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.stream.StreamStart.Resolution;
import news.rendezvous.serve.stream.Subscription.CloseReason;
import news.rendezvous.view.FilterConfig;
import news.rendezvous.view.Selection;
import news.rendezvous.view.StreamPosition;
import news.rendezvous.view.saved.SavedView;
import news.rendezvous.view.saved.ViewRegistry;

/**
 * Vert.x routes of {@code /stream} and of the streams of saved views: open live streams at the tail
 * of the topic and resumed ones at a position. Not a JAX-RS resource, since it checks the
 * connection's write queue before each write.
 */
@ApplicationScoped
class StreamRoute {

  /** Checks for heartbeats that are due, in the time of one. */
  private static final int BEATS = 16;

  /** Name of the path's segment with the id of a view. */
  private static final String VIEW = "view";

  private final StreamConfig config;
  private final FilterConfig bounds;
  private final LiveTail tail;
  private final HistoryReader replays;
  private final ViewRegistry views;
  private final PublicUrl publicUrl;
  private final WriteTimeout timeout;
  private final Map<CloseReason, Counter> ended = new EnumMap<>(CloseReason.class);
  private final Timer delivery;
  private final ConnectionLimit connections;
  private final Set<StreamResponse> open = ConcurrentHashMap.newKeySet();

  /** The ids of the views of open streams. */
  private final Map<StreamResponse, String> ofViews = new ConcurrentHashMap<>();

  private final Vertx vertx;
  private long heartbeats;

  @Inject
  StreamRoute(
      StreamConfig config,
      FilterConfig bounds,
      LiveTail tail,
      HistoryReader replays,
      ViewRegistry views,
      PublicUrl publicUrl,
      WriteTimeout timeout,
      Vertx vertx,
      MeterRegistry metrics) {
    this.vertx = vertx;
    this.config = config;
    this.bounds = bounds;
    this.tail = tail;
    this.replays = replays;
    this.views = views;
    this.publicUrl = publicUrl;
    this.timeout = timeout;
    this.connections = new ConnectionLimit(config.connectionsPerAddress());
    Gauge.builder("rendezvous.stream.open", open::size)
        .description("Streams that are open")
        .register(metrics);
    this.delivery =
        Timer.builder("rendezvous.item.to.stream")
            .description(
                "Time from the reading of a live item to the writing of its event to one stream")
            .register(metrics);
    for (CloseReason reason : CloseReason.values()) {
      ended.put(
          reason,
          Counter.builder("rendezvous.stream.ended")
              .description("Streams that ended, by reason")
              .tag("reason", reason.tag())
              .register(metrics));
    }
  }

  /** Limit of concurrent streams per client address. */
  static final class ConnectionLimit {

    private final int limit;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    ConnectionLimit(int limit) {
      this.limit = limit;
    }

    /** Counts one more stream of an address, unless it is at its limit. */
    boolean tryAcquire(String address) {
      boolean acquired = open.merge(address, 1, Integer::sum) <= limit;
      if (!acquired) {
        release(address);
      }
      return acquired;
    }

    void release(String address) {
      open.computeIfPresent(address, (x, count) -> count == 1 ? null : count - 1);
    }
  }

  void route(@Observes Router router) {
    heartbeats = vertx.setPeriodic(Math.max(1, config.heartbeat().toMillis() / BEATS), x -> beat());
    for (String path : List.of("/stream", "/views/:" + VIEW + "/stream")) {
      router.get(path).handler(this::open).failureHandler(StreamRoute::refuse);
      router.head(path).handler(this::describe).failureHandler(StreamRoute::refuse);
      router.route(path).handler(StreamRoute::refuseMethod);
    }
    views.onChange(change -> endOf(change.key()));
  }

  // Its readers reconnect, and get what the view selects now, or 404.
  private void endOf(String view) {
    ofViews.entrySet().stream()
        .filter(stream -> stream.getValue().equals(view))
        .forEach(stream -> stream.getKey().cut(CloseReason.VIEW_CHANGED));
  }

  private void describe(RoutingContext context) {
    StreamResponse.head(context.response(), request(context, view(context)).encoding()).end();
  }

  private StreamRequest request(RoutingContext context, Optional<SavedView> view) {
    return StreamRequest.of(context, bounds, view.map(SavedView::selection).orElse(Selection.ALL));
  }

  /** The view that the path names; empty for the whole stream. */
  private Optional<SavedView> view(RoutingContext context) {
    return Optional.ofNullable(context.pathParam(VIEW)).map(this::known);
  }

  private SavedView known(String view) {
    return views
        .find(view)
        .orElseThrow(
            () ->
                new ProblemException(
                    views.isRead() ? Problem.UNKNOWN_VIEW : StreamProblems.UNAVAILABLE));
  }

  private static void refuseMethod(RoutingContext context) {
    context.response().putHeader("Allow", "GET, HEAD");
    StreamProblems.answer(context.response(), StreamProblems.METHOD);
  }

  private static void refuse(RoutingContext context) {
    if (context.failure() instanceof ProblemException problem) {
      StreamProblems.answer(context.response(), problem.problem());
    } else {
      context.next();
    }
  }

  private void open(RoutingContext context) {
    Optional<SavedView> view = view(context);
    StreamRequest request = request(context, view);
    String address = context.request().remoteAddress().hostAddress();
    if (!connections.tryAcquire(address)) {
      StreamProblems.answer(context.response(), StreamProblems.TOO_MANY);
      return;
    }
    StreamResponse response =
        new StreamResponse(
            context.vertx(),
            context.request(),
            timeout,
            request.encoding(),
            delivery,
            (self, why) -> ended(self, address, why));
    open.add(response);
    view.ifPresent(of -> follow(of, response));
    request
        .start()
        .ifPresentOrElse(
            start -> check(start, snapshot(context.request(), view, request), request, response),
            () -> listen(request, response));
  }

  // The format whose items are the data of the events.
  private String snapshot(HttpServerRequest http, Optional<SavedView> view, StreamRequest request) {
    String path = view.map(of -> "/views/" + of.id()).orElse("") + "/feed.json";
    String base = publicUrl.base(RequestPath.base(http));
    return base + path + (request.filter().isEmpty() ? "" : "?" + request.filter());
  }

  private void follow(SavedView view, StreamResponse response) {
    ofViews.put(response, view.id());
    if (!views.find(view.id()).equals(Optional.of(view))) {
      endOf(view.id()); // changed since the request was read
    }
  }

  private void listen(StreamRequest request, StreamResponse response) {
    tail.join(at -> subscription(at, request, response))
        .ifPresentOrElse(response::begin, () -> response.refuse(StreamProblems.UNAVAILABLE));
  }

  private void check(
      StreamStart start, String snapshot, StreamRequest request, StreamResponse response) {
    var unused =
        replays
            .resolve(start)
            .thenAccept(found -> response.run(() -> resume(found, snapshot, request, response)));
  }

  private void resume(
      Resolution found, String snapshot, StreamRequest request, StreamResponse response) {
    if (found instanceof Resolution.Begin begin) {
      resume(begin.at(), request, response);
    } else if (found instanceof Resolution.Gone gone) {
      response.refuse(StreamProblems.gone(gone.earliest(), snapshot));
    } else {
      response.refuse(StreamProblems.UNAVAILABLE);
    }
  }

  private void resume(StreamPosition from, StreamRequest request, StreamResponse response) {
    Subscription subscription = subscription(from, request, response);
    response.begin(subscription);
    replays.follow(subscription);
  }

  private Subscription subscription(
      StreamPosition at, StreamRequest request, StreamResponse response) {
    Selection selection = request.selection();
    return new Subscription(
        selection.equals(Selection.ALL) ? null : selection.matcher(),
        request.encoding(),
        at,
        config.buffer(),
        response);
  }

  // One timer for all streams.
  private void beat() {
    long now = System.nanoTime();
    open.forEach(response -> response.beat(now, config.heartbeat().toNanos()));
  }

  // Live and replaying streams, before the HTTP server closes its connections: it does so before
  // the
  // ShutdownEvent.
  void end(@Observes ShutdownDelayInitiatedEvent event) {
    vertx.cancelTimer(heartbeats);
    open.forEach(response -> response.cut(CloseReason.SHUTDOWN));
  }

  private void ended(StreamResponse response, String address, CloseReason why) {
    connections.release(address);
    open.remove(response);
    ofViews.remove(response);
    Objects.requireNonNull(ended.get(why)).increment();
  }
}
