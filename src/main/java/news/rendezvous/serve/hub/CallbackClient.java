package news.rendezvous.serve.hub;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.ingest.fetch.RetryAfter;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.HttpRequest;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.serve.hub.CallbackSigner.Signed;
import news.rendezvous.serve.hub.delivery.CallbackSender;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.hub.delivery.Subscriber;
import org.jboss.logging.Logger;

/**
 * HTTP client of the callbacks. The head of the response decides: its body is not read. A redirect
 * is a failure, since the subscriber has confirmed this callback and no other.
 */
@ApplicationScoped
class CallbackClient implements CallbackSender {

  private static final Logger LOG = Logger.getLogger(CallbackClient.class);

  private static final int GONE = 410;

  /** Longest wait that a callback can demand. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final Transport transport;
  private final CallbackCheck check;
  private final CallbackSigner signer;
  private final Duration timeout;
  private final InstantSource clock;

  @Inject
  CallbackClient(
      Transport transport,
      CallbackCheck check,
      CallbackSigner signer,
      SubscriptionConfig config,
      InstantSource clock) {
    this.transport = transport;
    this.check = check;
    this.signer = signer;
    this.timeout = config.callbackTimeout();
    this.clock = clock;
  }

  @Override
  public Uni<DeliveryResult> send(Subscriber subscriber, Notification notification) {
    return Uni.createFrom()
        .deferred(() -> attempt(subscriber, notification))
        .onFailure()
        .recoverWithItem(bug -> failed(subscriber, bug));
  }

  private Uni<DeliveryResult> attempt(Subscriber subscriber, Notification notification) {
    // By the configuration of now, which may have changed since the subscription.
    Optional<String> refusal = check.refusal(subscriber.callback().toString());
    if (refusal.isPresent()) {
      return failed("the callback is refused: " + refusal.get());
    }
    Signed signed = signer.sign(subscriber, notification);
    if (signed instanceof Signed.Impossible impossible) {
      return failed("not signed: " + impossible.reason());
    }
    Map<String, String> headers = new HashMap<>(notification.headers());
    headers.putAll(((Signed.Headers) signed).values());
    HttpRequest request =
        HttpRequest.post(
            subscriber.callback().parsed().orElseThrow(),
            headers,
            notification.body(),
            BodyPlan.skip());
    return transport.exchange(request, timeout, timeout).map(this::result);
  }

  private DeliveryResult result(Exchange exchange) {
    return exchange instanceof Exchange.Response response
        ? result(response.head())
        : new DeliveryResult.Failed(((Exchange.Failed) exchange).detail(), null);
  }

  private DeliveryResult result(ResponseHead head) {
    int status = head.status();
    if (status >= 200 && status < 300) {
      return new DeliveryResult.Delivered();
    }
    if (status == GONE) {
      return new DeliveryResult.Gone();
    }
    String reason =
        status >= 300 && status < 400
            ? "status %d: redirects are not followed, since only this callback was checked"
            : "status %d";
    return new DeliveryResult.Failed(
        reason.formatted(status), RetryAfter.of(head, clock.instant(), LONGEST_WAIT));
  }

  private static Uni<DeliveryResult> failed(String reason) {
    return Uni.createFrom().item(new DeliveryResult.Failed(reason, null));
  }

  private static DeliveryResult failed(Subscriber subscriber, Throwable bug) {
    LOG.errorf(bug, "A request to a callback failed: subscriber=%s", subscriber.id());
    return new DeliveryResult.Failed("the service failed; its log says why", null);
  }
}
