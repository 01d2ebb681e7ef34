package news.rendezvous.serve.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.view.Selection;

/** Opens streams: live ones at the tail of the topic, resumed ones at a position. */
@ApplicationScoped
class OpenStreams {

  private final StreamConfig config;
  private final LiveTail tail;
  private final HistoryReader replays;
  private final MeterRegistry metrics;
  private final ConnectionLimit connections;
  private final AtomicInteger open = new AtomicInteger();

  @Inject
  OpenStreams(StreamConfig config, LiveTail tail, HistoryReader replays, MeterRegistry metrics) {
    this.config = config;
    this.tail = tail;
    this.replays = replays;
    this.metrics = metrics;
    this.connections = new ConnectionLimit(config.connectionsPerAddress());
    Gauge.builder("rendezvous.stream.open", open::get)
        .description("Streams that are open")
        .register(metrics);
  }

  /** Opens a stream or refuses it. Called on the event loop of the connection. */
  void open(RoutingContext context, StreamRequest request) {
    String address = context.request().remoteAddress().hostAddress();
    if (!connections.tryAcquire(address)) {
      StreamProblems.answer(context.response(), StreamProblems.TOO_MANY);
      return;
    }
    open.incrementAndGet();
    StreamResponse response =
        new StreamResponse(
            context.vertx(), context.response(), request.format(), why -> ended(address, why));
    request
        .from()
        .ifPresentOrElse(
            from -> check(from, request.selection(), response),
            () -> listen(request.selection(), response));
  }

  private void listen(Selection selection, StreamResponse response) {
    tail.join(at -> subscription(at, selection, response))
        .ifPresentOrElse(
            joined -> response.begin(joined, config.heartbeat()),
            () -> response.refuse(StreamProblems.UNAVAILABLE));
  }

  private void check(StreamPosition from, Selection selection, StreamResponse response) {
    var unused =
        replays
            .refusal(from)
            .thenAccept(no -> response.run(() -> resume(from, selection, response, no)));
  }

  private void resume(
      StreamPosition from,
      Selection selection,
      StreamResponse response,
      Optional<Problem> refusal) {
    if (refusal.isPresent()) {
      response.refuse(refusal.get());
      return;
    }
    Subscription subscription = subscription(from, selection, response);
    response.begin(subscription, config.heartbeat());
    replays.follow(subscription);
  }

  private Subscription subscription(
      StreamPosition at, Selection selection, StreamResponse response) {
    return new Subscription(selection.matcher(), at, config.buffer(), response);
  }

  private void ended(String address, CloseReason why) {
    connections.release(address);
    open.decrementAndGet();
    Counter.builder("rendezvous.stream.ended")
        .description("Streams that ended, by reason")
        .tag("reason", why.tag())
        .register(metrics)
        .increment();
  }
}
