package news.rendezvous.ingest.push;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.push.PushMetrics.Push;
import news.rendezvous.ingest.push.PushMetrics.Verification;
import news.rendezvous.ingest.push.PushReader.PushResult;
import news.rendezvous.item.Json;
import news.rendezvous.item.text.LowerCase;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.CredentialVault.Opened;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks of hubs, on any replica: verification of intent (W3C WebSub section 5.3) and content
 * distribution (section 7). An id is known to its hub alone, and is never logged.
 *
 * <p>A route of Vert.x before those of Quarkus, since a push may be larger than the bodies that the
 * resources of the service accept. No body is read before its callback is known.
 */
@ApplicationScoped
class CallbackRoute {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.push");

  /** After the checks of requests, before those of bodies. */
  private static final int ORDER = -15_000;

  private static final String PARAMETER = "id";
  private static final List<String> PARAMETERS =
      List.of("hub.mode", "hub.topic", "hub.challenge", "hub.lease_seconds");
  private static final String PROBLEM = "urn:rendezvous:problem:";
  private static final String UNREAD = "The subscriptions have not been read yet: try again.";
  private static final String SUSPENDED =
      "The service has no public address at which hubs reach it (rendezvous.public-url): try again.";
  private static final int MAX_CHALLENGE = 4_096;
  private static final Duration MIN_LEASE = Duration.ofMinutes(1);
  private static final Duration MAX_LEASE = Duration.ofDays(365);
  private static final int RETRY_AFTER = 10;

  private final PushSubscriptions subscriptions;
  private final SourceRegistry sources;
  private final CallbackSecrets secrets;
  private final CallbackBase callbacks;
  private final PushReader reader;
  private final PushConfig config;
  private final PushMetrics metrics;
  private final InstantSource clock;
  private final long maxBytes;
  private final Semaphore places;
  private final SerialQueues queues = new SerialQueues();
  private final InvalidPushes invalid;

  @Inject
  CallbackRoute(
      PushSubscriptions subscriptions,
      SourceRegistry sources,
      CallbackSecrets secrets,
      CallbackBase callbacks,
      PushReader reader,
      PushConfig config,
      FetchConfig fetch,
      PushMetrics metrics,
      InstantSource clock) {
    this.subscriptions = subscriptions;
    this.sources = sources;
    this.secrets = secrets;
    this.callbacks = callbacks;
    this.reader = reader;
    this.config = config;
    this.metrics = metrics;
    this.clock = clock;
    this.maxBytes = fetch.maxWireBytes().asLongValue();
    this.places = new Semaphore(config.concurrency());
    this.invalid = new InvalidPushes(config.maxInvalid(), clock);
  }

  void route(@Observes Router router) {
    router.route("/" + CallbackBase.PATH + "/:" + PARAMETER).order(ORDER).handler(this::handle);
  }

  private void handle(RoutingContext context) {
    HttpMethod method = context.request().method();
    String id = context.pathParam(PARAMETER);
    if (HttpMethod.GET.equals(method)) {
      verify(context, id);
    } else if (HttpMethod.POST.equals(method)) {
      receive(context, id);
    } else {
      context.response().putHeader(HttpHeaders.ALLOW, "GET, POST");
      refuse(context, 405, "Hubs call it by GET and POST (W3C WebSub).", Map.of());
    }
  }

  // ---- verification

  private void verify(RoutingContext context, String id) {
    if (!isRead()) {
      unavailable(context, UNREAD);
      return;
    }
    String mode = context.queryParams().get("hub.mode");
    String topic = context.queryParams().get("hub.topic");
    String source = subscriptions.sourceOf(id).orElse(null);
    PushSubscription known = source == null ? null : subscriptions.find(source).orElse(null);
    if (source == null || known == null || mode == null || topic == null) {
      unknown(context);
      return;
    }
    Optional<String> repeated = repeated(context);
    if (repeated.isPresent()) {
      invalid(context, repeated.get(), "must occur once");
      return;
    }
    boolean current = known.callback().equals(id) && known.isOpen() && topic.equals(known.topic());
    if (current && isSuspended(source)) {
      unavailable(context, SUSPENDED);
      return;
    }
    switch (mode) {
      case "subscribe" -> {
        if (current && isWanted(source)) {
          confirm(context, source, id);
        } else {
          unknown(context);
        }
      }
      case "unsubscribe" -> {
        if (isRetired(known, id, topic)) {
          challenge(context);
        } else {
          unknown(context); // it is wanted: a stranger asks the hub to end it
        }
      }
      case "denied" -> {
        if (current) {
          deny(context, source, id);
        } else {
          unknown(context);
        }
      }
      default -> invalid(context, "hub.mode", "must be subscribe, unsubscribe or denied");
    }
  }

  // Which of them the hub means is unknown.
  private static Optional<String> repeated(RoutingContext context) {
    return PARAMETERS.stream()
        .filter(name -> context.queryParams().getAll(name).size() > 1)
        .findFirst();
  }

  // A hub that gets 404 or 410 at a start ends the subscription.
  private boolean isRead() {
    return subscriptions.isRead() && sources.isRead();
  }

  private boolean isWanted(String source) {
    return wanted(source).isPresent();
  }

  // None where the service does not take pushes any more.
  private Optional<Source> wanted(String source) {
    return sources.find(source).filter(found -> found.enabled() && callbacks.isUsable());
  }

  // A hub that gets 404 or 410 ends the subscription, which the service wants and will use again.
  private boolean isSuspended(String source) {
    return callbacks.isMissing() && sources.find(source).filter(Source::enabled).isPresent();
  }

  private static boolean isRetired(PushSubscription known, String id, String topic) {
    return known.retired().stream()
        .anyMatch(one -> one.callback().equals(id) && one.topic().equals(topic));
  }

  private void unknown(RoutingContext context) {
    metrics.verified(Verification.UNKNOWN);
    refuse(context, 404, "Nobody here asked for this.", Map.of());
  }

  private void confirm(RoutingContext context, String source, String id) {
    if (!hasChallenge(context)) {
      return;
    }
    Duration lease = lease(context.queryParams().get("hub.lease_seconds"));
    store(
        context,
        source,
        id,
        receipt -> receipt.verified(clock.instant(), lease),
        () -> {
          metrics.verified(Verification.CONFIRMED);
          challenge(context);
        });
  }

  // A hub has to name the lease (section 5.3); without a readable one that which was requested.
  private Duration lease(@Nullable String seconds) {
    if (seconds == null || !seconds.matches("[0-9]{1,10}")) {
      return config.lease();
    }
    Duration lease = Duration.ofSeconds(Long.parseLong(seconds));
    Duration least = lease.compareTo(MIN_LEASE) < 0 ? MIN_LEASE : lease;
    return least.compareTo(MAX_LEASE) > 0 ? MAX_LEASE : least;
  }

  private void deny(RoutingContext context, String source, String id) {
    String reason = context.queryParams().get("hub.reason");
    store(
        context,
        source,
        id,
        receipt -> receipt.denied(clock.instant(), reason),
        () -> {
          metrics.verified(Verification.DENIED);
          context.response().setStatusCode(200).end();
        });
  }

  private interface Update {
    PushReceipt of(PushReceipt before);
  }

  private void store(
      RoutingContext context, String source, String id, Update update, Runnable answer) {
    Context loop = context.vertx().getOrCreateContext();
    queues
        .submit(
            source, () -> subscriptions.put(source, update.of(subscriptions.receipt(source, id))))
        .subscribe()
        .with(
            done -> loop.runOnContext(x -> answer.run()),
            failure -> {
              logUnlessKafka(failure, source);
              loop.runOnContext(x -> unavailable(context, "It could not be stored: try again."));
            });
  }

  private static void logUnlessKafka(Throwable failure, String source) {
    if (failure instanceof KafkaException) {
      LOG.debugf(failure, "Call of a hub failed, it is asked to repeat it: source=%s", source);
    } else {
      LOG.errorf(failure, "Call of a hub failed by a bug: source=%s", source);
    }
  }

  private boolean hasChallenge(RoutingContext context) {
    String challenge = context.queryParams().get("hub.challenge");
    boolean valid = challenge != null && challenge.length() <= MAX_CHALLENGE;
    if (!valid) {
      invalid(
          context,
          "hub.challenge",
          "must be a text of at most %d characters".formatted(MAX_CHALLENGE));
    }
    return valid;
  }

  // As plain text that no browser takes for anything else: the hub chose its bytes.
  private void challenge(RoutingContext context) {
    if (hasChallenge(context)) {
      context
          .response()
          .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
          .putHeader("X-Content-Type-Options", "nosniff")
          .end(context.queryParams().get("hub.challenge"));
    }
  }

  // ---- content distribution

  private void receive(RoutingContext context, String id) {
    if (!isRead()) {
      ignore(context, Push.FAILED, 503, UNREAD);
      return;
    }
    String source = subscriptions.sourceOf(id).orElse(null);
    if (source == null) {
      ignore(context, Push.UNKNOWN, 404, "No subscription has this callback.");
      return;
    }
    Source wanted = wanted(source).orElse(null);
    PushSubscription known = subscriptions.find(source).orElse(null);
    boolean open = known != null && known.isOpen() && known.callback().equals(id);
    if (open && isSuspended(source)) {
      ignore(context, Push.FAILED, 503, SUSPENDED);
    } else if (wanted == null || known == null || !open) {
      ignore(context, Push.ENDED, 410, "The subscription has ended.");
    } else if (invalid.isExceeded(id)) {
      ignore(context, Push.REFUSED, 429, "Too many pushes of this callback were invalid.");
    } else if (isCoded(context.request())) {
      ignore(context, Push.UNREADABLE, 415, "The content must have no Content-Encoding.");
    } else if (contentLength(context.request()) > maxBytes) {
      tooLarge(context);
    } else {
      Optional<String> refusal = reader.refusal();
      if (refusal.isPresent()) {
        ignore(context, Push.FAILED, 503, "News cannot be stored now: try again.");
      } else if (!places.tryAcquire()) {
        ignore(context, Push.REFUSED, 503, "Too many pushes at a time: try again.");
      } else {
        new Reception(context, wanted, known).begin();
      }
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

  private void tooLarge(RoutingContext context) {
    ignore(
        context,
        Push.TOO_LARGE,
        413,
        "The content is larger than %d bytes (rendezvous.fetch.max-wire-bytes)."
            .formatted(maxBytes));
  }

  private void ignore(RoutingContext context, Push outcome, int status, String detail) {
    metrics.received(outcome);
    refuse(context, status, detail, status == 503 || status == 429 ? retry() : Map.of());
  }

  private static Map<String, String> retry() {
    return Map.of("Retry-After", String.valueOf(RETRY_AFTER));
  }

  private void unavailable(RoutingContext context, String detail) {
    refuse(context, 503, detail, retry());
  }

  private static void invalid(RoutingContext context, String parameter, String expected) {
    refuse(
        context,
        400,
        Map.of(
            "type",
            PROBLEM + "invalid-parameter",
            "title",
            "Invalid parameter",
            "detail",
            "The parameter '%s' %s.".formatted(parameter, expected),
            "parameter",
            parameter),
        Map.of());
  }

  private static void refuse(
      RoutingContext context, int status, String detail, Map<String, String> headers) {
    String title = HttpResponseStatus.valueOf(status).reasonPhrase();
    String cause = LowerCase.of(title).replace(' ', '-');
    refuse(
        context,
        status,
        Map.of("type", PROBLEM + cause, "title", title, "detail", detail),
        headers);
  }

  /** A problem document (RFC 9457), with the types of those of the API. */
  private static void refuse(
      RoutingContext context,
      int status,
      Map<String, String> members,
      Map<String, String> headers) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    context.request().resume(); // the rest of the body is read and dropped
    response.setStatusCode(status);
    headers.forEach(response::putHeader);
    Map<String, Object> problem = new TreeMap<>(members);
    problem.put("status", status);
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(Buffer.buffer(Json.encode(problem)));
  }

  /** A push that is being received; until its body is complete on its event loop alone. */
  private final class Reception {

    private final RoutingContext context;
    private final Source source;
    private final PushSubscription subscription;
    private final Context loop;
    private final Buffer body = Buffer.buffer();
    private long timer;
    private boolean concluded;

    Reception(RoutingContext context, Source source, PushSubscription subscription) {
      this.context = context;
      this.source = source;
      this.subscription = subscription;
      this.loop = context.vertx().getOrCreateContext();
    }

    void begin() {
      HttpServerRequest request = context.request();
      timer =
          context
              .vertx()
              .setTimer(config.receiveTimeout().toMillis(), x -> conclude(this::timedOut));
      request
          .exceptionHandler(e -> conclude(() -> metrics.received(Push.FAILED)))
          .handler(this::add)
          .endHandler(x -> complete());
      // RFC 9110 section 10.1.1: curl and others ask before they send more than a megabyte.
      if (request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
        request.response().writeContinue();
      }
      request.resume();
    }

    private void timedOut() {
      ignore(context, Push.FAILED, 408, "The content did not arrive in time.");
    }

    private void add(Buffer chunk) {
      if (!concluded) {
        body.appendBuffer(chunk);
        if (body.length() > maxBytes) {
          conclude(() -> tooLarge(context));
        }
      }
    }

    private void conclude(Runnable answer) {
      if (!concluded) {
        concluded = true;
        context.vertx().cancelTimer(timer);
        places.release();
        answer.run();
      }
    }

    private void complete() {
      if (concluded) {
        return;
      }
      concluded = true;
      context.vertx().cancelTimer(timer);
      byte[] content = body.getBytes();
      String signature = context.request().getHeader("X-Hub-Signature");
      String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
      queues
          .submit(
              source.id(),
              () ->
                  Uni.createFrom()
                      .item(() -> authentic(signature, content))
                      .runSubscriptionOn(Infrastructure.getDefaultExecutor())
                      .chain(mistake -> take(mistake, content, type)))
          .onTermination()
          .invoke(places::release)
          .subscribe()
          .with(this::answer, this::failed);
    }

    private Optional<String> authentic(@Nullable String signature, byte[] content) {
      Opened secret = secrets.open(source.id(), subscription);
      return secret instanceof Opened.Value value
          ? Optional.ofNullable(ContentSignature.mistake(signature, value.text(), content))
          : Optional.of(((Opened.Unreadable) secret).reason());
    }

    private Uni<Push> take(Optional<String> mistake, byte[] content, @Nullable String type) {
      if (mistake.isPresent()) {
        return reject(Push.BAD_SIGNATURE, mistake.get());
      }
      Document document =
          new Document(
              FeedUrl.of(subscription.document()).parsed().map(url -> url.uri()).orElseThrow(),
              content,
              type,
              null,
              null,
              clock.instant());
      return reader
          .read(source, document)
          .chain(
              result ->
                  result instanceof PushResult.Taken taken
                      ? accept(taken)
                      : reject(Push.UNREADABLE, ((PushResult.Unreadable) result).reason()));
    }

    private PushReceipt receipt() {
      return subscriptions.receipt(source.id(), subscription.callback());
    }

    private Uni<Push> accept(PushResult.Taken taken) {
      Instant now = clock.instant();
      return subscriptions
          .put(source.id(), receipt().received(now, taken.seen(), taken.generation()))
          .replaceWith(Push.ACCEPTED);
    }

    private Uni<Push> reject(Push outcome, String reason) {
      invalid.count(subscription.callback());
      LOG.debugf("Push ignored: source=%s reason=%s", source.id(), reason);
      return subscriptions.put(source.id(), receipt().rejected(1, reason)).replaceWith(outcome);
    }

    // Section 7.1: a push with a wrong signature is answered by success, and ignored.
    private void answer(Push outcome) {
      metrics.received(outcome);
      loop.runOnContext(
          x -> {
            if (!context.response().closed()) {
              context.response().setStatusCode(202).end();
            }
          });
    }

    private void failed(Throwable failure) {
      logUnlessKafka(failure, source.id());
      loop.runOnContext(
          x -> ignore(context, Push.FAILED, 503, "The news could not be stored: try again."));
    }
  }
}
