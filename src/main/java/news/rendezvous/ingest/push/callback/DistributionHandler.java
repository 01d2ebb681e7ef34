package news.rendezvous.ingest.push.callback;

import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.push.PushConfig;
import news.rendezvous.ingest.push.PushMetrics;
import news.rendezvous.ingest.push.PushMetrics.Push;
import news.rendezvous.ingest.push.PushReader;
import news.rendezvous.ingest.push.PushSubscription;
import news.rendezvous.ingest.push.callback.BodyReceiver.Received;
import news.rendezvous.ingest.push.callback.CallbackLookup.CallbackTarget;
import news.rendezvous.ingest.push.callback.PushProcessor.PushContent;
import news.rendezvous.source.Source;

/**
 * Handler of content distribution (W3C WebSub section 7): admission control, then reception. No
 * body is read before its callback is known; a semaphore bounds the pushes in memory.
 */
@ApplicationScoped
class DistributionHandler {

  private final CallbackLookup callbacks;
  private final PushReader reader;
  private final PushProcessor processor;
  private final PushConfig config;
  private final PushMetrics metrics;
  private final long maxBytes;
  private final Semaphore places;

  @Inject
  DistributionHandler(
      CallbackLookup callbacks,
      PushReader reader,
      PushProcessor processor,
      PushConfig config,
      FetchConfig fetch,
      PushMetrics metrics) {
    this.callbacks = callbacks;
    this.reader = reader;
    this.processor = processor;
    this.config = config;
    this.metrics = metrics;
    this.maxBytes = fetch.maxWireBytes().asLongValue();
    this.places = new Semaphore(config.concurrency());
  }

  void handle(RoutingContext context, String id) {
    if (callbacks.isRead()) {
      callbacks
          .find(id)
          .ifPresentOrElse(
              target -> admit(context, target),
              () -> refuse(context, Push.UNKNOWN, 404, "No subscription has this callback."));
    } else {
      refuse(context, Push.FAILED, 503, CallbackLookup.UNREAD);
    }
  }

  private void admit(RoutingContext context, CallbackTarget target) {
    Source wanted = target.wanted();
    PushSubscription known = target.subscription();
    if (target.isSuspended()) {
      refuse(context, Push.FAILED, 503, CallbackLookup.SUSPENDED);
    } else if (wanted == null || known == null || !target.isOpen()) {
      refuse(context, Push.ENDED, 410, "The subscription has ended.");
    } else if (processor.isBlocked(target.callback())) {
      refuse(context, Push.REFUSED, 429, "Too many pushes of this callback were invalid.");
    } else if (isCoded(context.request())) {
      refuse(context, Push.UNREADABLE, 415, "The content must have no Content-Encoding.");
    } else if (contentLength(context.request()) > maxBytes) {
      tooLarge(context);
    } else if (reader.refusal().isPresent()) {
      refuse(context, Push.FAILED, 503, "News cannot be stored now: try again.");
    } else if (!places.tryAcquire()) {
      refuse(context, Push.REFUSED, 503, "Too many pushes at a time: try again.");
    } else {
      new BodyReceiver(
              context.vertx(),
              context.request(),
              maxBytes,
              received -> received(context, wanted, known, received))
          .begin(config.receiveTimeout());
    }
  }

  private static boolean isCoded(HttpServerRequest request) {
    String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    return coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity");
  }

  private static long contentLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length.strip()); // Netty has validated it
  }

  private void received(
      RoutingContext context, Source source, PushSubscription subscription, Received received) {
    if (received instanceof Received.Body body) {
      process(context, source, subscription, body.bytes());
      return;
    }
    places.release();
    switch ((Received.Failure) received) {
      case TOO_LARGE -> tooLarge(context);
      case TIMED_OUT -> refuse(context, Push.FAILED, 408, "The content did not arrive in time.");
      case BROKEN -> metrics.received(Push.FAILED);
    }
  }

  private void process(
      RoutingContext context, Source source, PushSubscription subscription, byte[] body) {
    HttpServerRequest request = context.request();
    PushContent content =
        new PushContent(
            body,
            request.getHeader("X-Hub-Signature"),
            request.getHeader(HttpHeaders.CONTENT_TYPE));
    Context loop = context.vertx().getOrCreateContext();
    processor
        .process(source, subscription, content)
        .onTermination()
        .invoke(places::release)
        .subscribe()
        .with(
            outcome -> {
              metrics.received(outcome);
              loop.runOnContext(x -> accept(context));
            },
            failure ->
                loop.runOnContext(
                    x ->
                        refuse(
                            context,
                            Push.FAILED,
                            503,
                            "The news could not be stored: try again.")));
  }

  // Section 7.1: a push with a wrong signature is answered by success, and ignored.
  private static void accept(RoutingContext context) {
    if (!context.response().closed()) {
      context.response().setStatusCode(202).end();
    }
  }

  private void tooLarge(RoutingContext context) {
    refuse(
        context,
        Push.TOO_LARGE,
        413,
        "The content is larger than %d bytes (rendezvous.fetch.max-wire-bytes)."
            .formatted(maxBytes));
  }

  private void refuse(RoutingContext context, Push outcome, int status, String detail) {
    metrics.received(outcome);
    CallbackProblems.refuse(context, status, detail);
  }
}
