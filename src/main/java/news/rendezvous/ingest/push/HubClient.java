package news.rendezvous.ingest.push;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.fetch.RetryAfter;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.HttpRequest;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.Permit;
import news.rendezvous.ingest.fetch.politeness.PermitLease;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestKind.RequestLimits;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.source.PollOutcome;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Requests to hubs (W3C WebSub section 5.1), through the address guard and within the budget of the
 * hub's host. Redirects are followed by the same POST, each hop checked again.
 */
@ApplicationScoped
class HubClient {

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);

  /** A hub explains a refusal in a line of plain text (section 5.1.1). */
  private static final BodyPlan REASON = new BodyPlan(1_024, 1_024, BodyPlan.WhenOver.CUT);

  private static final int MAX_REASON = 150;

  /** Failures that another attempt would repeat. */
  private static final Set<PollOutcome> FINAL =
      Set.of(
          PollOutcome.ADDRESS_BLOCKED, PollOutcome.SCHEME_BLOCKED, PollOutcome.DOWNGRADE_BLOCKED);

  private final Transport transport;
  private final RequestScheduler requests;
  private final FetchConfig fetch;
  private final PushConfig push;
  private final CallbackBase callbacks;
  private final InstantSource clock;

  @Inject
  HubClient(
      Transport transport,
      RequestScheduler requests,
      FetchConfig fetch,
      PushConfig push,
      CallbackBase callbacks,
      InstantSource clock) {
    this.transport = transport;
    this.requests = requests;
    this.fetch = fetch;
    this.push = push;
    this.callbacks = callbacks;
    this.clock = clock;
    requests.limit(RequestKind.HUB, RequestLimits.ofConcurrency(push.hubConcurrency()));
  }

  /** Result of a request. */
  sealed interface HubAnswer {

    record Accepted() implements HubAnswer {}

    /** The same request would be refused again. */
    record Refused(String reason) implements HubAnswer {}

    /**
     * A failure that may pass.
     *
     * @param retryAfter wait that the hub demands; null for none
     */
    record Failed(String reason, @Nullable Duration retryAfter) implements HubAnswer {}
  }

  /** Requests a subscription, or its renewal. Never fails. */
  Uni<HubAnswer> subscribe(
      String source, String hub, String topic, String callback, String secret) {
    Map<String, String> form = form("subscribe", topic, callback);
    form.put("hub.lease_seconds", String.valueOf(push.lease().toSeconds()));
    form.put("hub.secret", secret);
    return request(source, hub, form);
  }

  /** Requests the end of a subscription. Never fails. */
  Uni<HubAnswer> unsubscribe(String source, String hub, String topic, String callback) {
    return request(source, hub, form("unsubscribe", topic, callback));
  }

  private Map<String, String> form(String mode, String topic, String callback) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("hub.mode", mode);
    form.put("hub.topic", topic);
    form.put("hub.callback", callbacks.callback(callback));
    return form;
  }

  private Uni<HubAnswer> request(String source, String hub, Map<String, String> form) {
    byte[] body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.US_ASCII);
    HttpUrl url = HttpUrl.parse(hub);
    return url == null
        ? Uni.createFrom().item(new HubAnswer.Refused("not an http or https URL: " + hub))
        : withPermit(source, url, body, fetch.maxRedirects());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Uni<HubAnswer> withPermit(String source, HttpUrl url, byte[] body, int redirects) {
    HostKey host = HostKey.of(url);
    return PermitLease.with(
        requests,
        RequestKind.HUB,
        host,
        source,
        push.patience(),
        Uni.createFrom().item(() -> new HubAnswer.Failed("no turn at " + host, null)),
        permit -> post(source, url, body, redirects, permit));
  }

  private Uni<HubAnswer> post(
      String source, HttpUrl url, byte[] body, int redirects, Permit permit) {
    HttpRequest request =
        HttpRequest.post(
            url,
            Map.of(
                "Content-Type", "application/x-www-form-urlencoded", "Accept", "text/plain, */*"),
            body,
            REASON);
    return transport
        .exchange(request)
        .chain(exchange -> conclude(source, url, body, redirects, permit, exchange));
  }

  private Uni<HubAnswer> conclude(
      String source, HttpUrl url, byte[] body, int redirects, Permit permit, Exchange exchange) {
    if (exchange instanceof Exchange.Failed failed) {
      permit.answered(!failed.outcome().isSilence());
      String reason = "%s: %s".formatted(failed.outcome().label(), failed.detail());
      return Uni.createFrom()
          .item(
              FINAL.contains(failed.outcome())
                  ? new HubAnswer.Refused(reason)
                  : new HubAnswer.Failed(reason, null));
    }
    permit.answered(true);
    Exchange.Response response = (Exchange.Response) exchange;
    ResponseHead head = response.head();
    if (!REDIRECTS.contains(head.status())) {
      return Uni.createFrom().item(answer(response));
    }
    HttpUrl target = head.location() == null ? null : url.resolve(head.location());
    if (target == null || (url.isHttps() && !target.isHttps()) || redirects == 0) {
      return Uni.createFrom()
          .item(
              new HubAnswer.Refused(
                  "the answer is %d, and its redirect cannot be followed"
                      .formatted(head.status())));
    }
    permit.close(); // else redirects could wait for the slots that they hold
    return withPermit(source, target.newBuilder().fragment(null).build(), body, redirects - 1);
  }

  private HubAnswer answer(Exchange.Response response) {
    int status = response.head().status();
    if (status >= 200 && status < 300) {
      return new HubAnswer.Accepted();
    }
    String reason = "the hub's answer is %d%s".formatted(status, explanation(response.body()));
    boolean passes = status >= 500 || status == 408 || status == 425 || status == 429;
    return passes
        ? new HubAnswer.Failed(
            reason, RetryAfter.of(response.head(), clock.instant(), fetch.maxRetryAfter()))
        : new HubAnswer.Refused(reason);
  }

  private static String explanation(byte[] body) {
    String text =
        new String(body, StandardCharsets.UTF_8)
            .replaceAll("<[^>]*+>", " ")
            .replaceAll("[\\p{Cntrl}\\s]+", " ")
            .strip();
    return text.isEmpty()
        ? ""
        : ": " + (text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + '…');
  }
}
