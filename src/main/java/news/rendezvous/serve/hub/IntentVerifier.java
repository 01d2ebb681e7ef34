package news.rendezvous.serve.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.HttpRequest;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.item.text.LowerCase;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.kafka.client.WriteRetry;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.hub.SubscriptionRequest.Mode;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.SubscriberRegistry;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.StoredSecret;
import news.rendezvous.view.StreamPosition;
import okhttp3.HttpUrl;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Verification of the intent of a subscriber (WebSub section 5.3): its callback must repeat a
 * random challenge before anything changes. It is asked once; a subscriber that was not reached
 * asks the hub again.
 */
@ApplicationScoped
class IntentVerifier {

  private static final Logger LOG = Logger.getLogger(IntentVerifier.class);

  private static final int CHALLENGE_BYTES = 32;

  /** Much longer than a challenge: a longer body is another one. */
  private static final BodyPlan ANSWER = new BodyPlan(1_024, 1_024, BodyPlan.WhenOver.CUT);

  private final Transport transport;
  private final SubscriberRegistry registry;
  private final SubscriptionLimits limits;
  private final DenialNotice denial;
  private final CredentialVault vault;
  private final SubscriptionConfig config;
  private final InstantSource clock;
  private final VerificationQueue queue;
  private final Map<Result, Counter> results = new EnumMap<>(Result.class);
  private final SecureRandom random = new SecureRandom();

  @Inject
  IntentVerifier(
      Transport transport,
      SubscriberRegistry registry,
      SubscriptionLimits limits,
      DenialNotice denial,
      CredentialVault vault,
      SubscriptionConfig config,
      InstantSource clock,
      MeterRegistry metrics) {
    this.transport = transport;
    this.registry = registry;
    this.limits = limits;
    this.denial = denial;
    this.vault = vault;
    this.config = config;
    this.clock = clock;
    this.queue =
        new VerificationQueue(
            Infrastructure.getDefaultWorkerPool(),
            config.verificationsPerHost(),
            config.subscriptionsPerHost(),
            config.maxVerifications());
    for (Result result : Result.values()) {
      results.put(
          result,
          Counter.builder("rendezvous.hub.verifications")
              .description("Verifications of the intent of subscribers, by result")
              .tag("result", LowerCase.of(result.name()))
              .register(metrics));
    }
  }

  // Eager: the counters begin at zero, before the first subscriber.
  void start(@Observes StartupEvent event) {}

  private enum Result {
    CONFIRMED,
    /** The callback answered otherwise. */
    DECLINED,
    /** The callback was not reached, or did not answer. */
    UNREACHED,
    /** Confirmed, when other subscriptions had used up the limits. */
    EXCESS
  }

  /**
   * Verifies an intent soon, and does what is intended.
   *
   * @param position where the deliveries to a new subscriber begin: nothing that comes between
   *     request and verification is lost
   * @return false if too many verifications wait
   */
  boolean begin(SubscriptionRequest request, FeedUrl callback, StreamPosition position) {
    HttpUrl url = callback.parsed().orElseThrow();
    return queue.offer(
        Subscriber.host(callback), request, () -> verify(request, callback, url, position));
  }

  private Uni<Void> verify(
      SubscriptionRequest request, FeedUrl callback, HttpUrl url, StreamPosition position) {
    Duration lease = lease(request.lease());
    String challenge = challenge();
    HttpRequest question =
        new HttpRequest(
            question(request, url, challenge, lease), Map.of(), IntentVerifier::bodyPlan);
    return transport
        .exchange(question, config.callbackTimeout(), config.callbackTimeout())
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .flatMap(
            answer ->
                isConfirmed(answer, challenge, url)
                    ? confirmed(request, callback, lease, position)
                    : Uni.createFrom().voidItem());
  }

  private static HttpUrl question(
      SubscriptionRequest request, HttpUrl callback, String challenge, Duration lease) {
    HttpUrl.Builder url =
        callback
            .newBuilder()
            .addQueryParameter("hub.mode", request.mode().label())
            .addQueryParameter("hub.topic", request.topic())
            .addQueryParameter("hub.challenge", challenge);
    if (request.mode() == Mode.SUBSCRIBE) {
      url.addQueryParameter("hub.lease_seconds", Long.toString(lease.toSeconds()));
    }
    return url.build();
  }

  private static BodyPlan bodyPlan(ResponseHead head) {
    return isSuccess(head) ? ANSWER : BodyPlan.skip();
  }

  private static boolean isSuccess(ResponseHead head) {
    return head.status() >= 200 && head.status() < 300;
  }

  private boolean isConfirmed(Exchange answer, String challenge, HttpUrl url) {
    if (answer instanceof Exchange.Failed failed) {
      count(Result.UNREACHED);
      LOG.debugf("Callback not reached: host=%s reason=%s", url.host(), failed.detail());
      return false;
    }
    Exchange.Response response = (Exchange.Response) answer;
    boolean confirmed =
        isSuccess(response.head())
            && MessageDigest.isEqual(
                response.body(), challenge.getBytes(StandardCharsets.US_ASCII));
    if (!confirmed) {
      count(Result.DECLINED);
      LOG.debugf(
          "Callback did not repeat the challenge: host=%s status=%d",
          url.host(), response.head().status());
    }
    return confirmed;
  }

  private Uni<Void> confirmed(
      SubscriptionRequest request, FeedUrl callback, Duration lease, StreamPosition position) {
    String id = Subscriber.webSubId(request.topic(), request.callback());
    if (request.mode() == Mode.UNSUBSCRIBE) {
      count(Result.CONFIRMED);
      return WriteRetry.untilTaken(registry.remove(id));
    }
    boolean added = registry.find(id).isEmpty();
    Optional<Problem> excess = added ? limits.take(id, callback) : Optional.empty();
    if (excess.isPresent()) {
      count(Result.EXCESS);
      return denial.send(callback, request.topic(), excess.get().detail());
    }
    count(Result.CONFIRMED);
    Instant now = clock.instant();
    Subscriber subscriber =
        new Subscriber(
            id,
            Subscriber.Kind.WEBSUB,
            callback,
            request.topic(),
            sealed(request.secret(), id, callback),
            now,
            now.plus(lease),
            position.toString(),
            Subscriber.DeliveryState.NONE);
    return WriteRetry.untilTaken(Uni.createFrom().deferred(() -> registry.subscribe(subscriber)));
  }

  private @Nullable StoredSecret sealed(@Nullable String secret, String id, FeedUrl callback) {
    return secret == null ? null : vault.seal(secret, id, callback);
  }

  private void count(Result result) {
    Objects.requireNonNull(results.get(result)).increment();
  }

  // Without a wish the longest, so that a subscriber has to renew it as rarely as it may.
  private Duration lease(@Nullable Duration wished) {
    if (wished == null || wished.compareTo(config.maxLease()) > 0) {
      return config.maxLease();
    }
    return wished.compareTo(config.minLease()) < 0 ? config.minLease() : wished;
  }

  private String challenge() {
    byte[] bytes = new byte[CHALLENGE_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
