package news.rendezvous.ingest.fetch;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.item.text.HttpDate;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Response classifier: derives the result of a fetch from status and headers of the last response.
 *
 * @param response any but a redirect
 */
record ResponseClassifier(
    RedirectChain chain, Exchange.Response response, Instant received, Duration maxRetryAfter) {

  // A part of a document, in response to a Range (206) or A-IM (226, RFC 3229) header only.
  private static final Set<Integer> PARTIAL = Set.of(206, 226);

  private static final String WITHHELD =
      "the source's 'authorization' is sent to its own host, scheme and port only, not to the target"
          + " of a redirect: if that is the publisher's, make it the URL of the source";

  Fetched classify() {
    int status = response.head().status();
    return switch (status) {
      case 304 -> notModified();
      case 410 ->
          failed(
              PollOutcome.GONE,
              "the source is gone for good (410), says its publisher: look for its new address, or"
                  + " remove it",
              null);
      case 429, 503 -> throttled(status);
      default ->
          isSuccess(status)
              ? modified()
              : ChallengePage.isDeclaredBy(response.head()) ? challenged() : httpError(status);
    };
  }

  static boolean isSuccess(int status) {
    return status >= 200 && status < 300 && !PARTIAL.contains(status);
  }

  private Fetched modified() {
    ResponseHead head = response.head();
    String lastModified = head.header("Last-Modified");
    Document document =
        new Document(
            chain.url().uri(),
            response.body(),
            head.header("Content-Type"),
            head.header("Content-Location"),
            HttpDate.parse(lastModified),
            received,
            head.headers().getAll("Link"));
    return new Fetched.Modified(document, validators(), transfer());
  }

  private Validators validators() {
    ResponseHead head = response.head();
    return new Validators(head.header("ETag"), head.header("Last-Modified"));
  }

  private Fetched notModified() {
    return chain.validators().isEmpty()
        ? failed(
            PollOutcome.UNEXPECTED_304,
            "the answer is 304 (Not Modified) to a request without validators",
            null)
        : new Fetched.NotModified(chain.validators().renewedBy(validators()), transfer());
  }

  private Fetched.Transfer transfer() {
    ResponseHead head = response.head();
    return chain.succeeded(Freshness.lifetime(head.headers(), received), head.status());
  }

  // RFC 6585 section 4: 429 demands fewer requests even without Retry-After; a 503 without it may
  // have any cause.
  private Fetched throttled(int status) {
    Duration wait = RetryAfter.of(response.head(), received, maxRetryAfter);
    if (wait == null && status == 503) {
      return httpError(status);
    }
    String until = wait == null ? "" : " for " + wait.toSeconds() + " s";
    return failed(
        PollOutcome.THROTTLED,
        "the host asks for fewer requests%s (%d)".formatted(until, status),
        wait);
  }

  private Fetched challenged() {
    return failed(
        PollOutcome.BLOCKED,
        "a web firewall's challenge (%d): ask the publisher to let the User-Agent of this service"
                .formatted(response.head().status())
            + " through",
        null);
  }

  private Fetched httpError(int status) {
    String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
    return failed(
        PollOutcome.HTTP_ERROR,
        "the answer is %d (%s): %s".formatted(status, reason, advice(status)),
        null);
  }

  private String advice(int status) {
    return switch (status) {
      case 401 -> unauthorized();
      case 403 -> forbidden();
      case 407, 451 -> "the host refuses to show it to this service";
      case 206, 226 -> "a part of the document, which was not asked for: check the server";
      case 404 -> "nothing is there, check the URL";
      default -> status >= 500 ? "trouble on the publisher's side" : "check the URL";
    };
  }

  private String unauthorized() {
    return switch (chain.credentials()) {
      case NONE -> "it is shown to those who log in only: give the source an 'authorization'";
      case SENT -> "the host does not accept the source's 'authorization': give it another one";
      case WITHHELD -> WITHHELD;
    };
  }

  private String forbidden() {
    return switch (chain.credentials()) {
      case NONE -> "the host refuses this service: ask the publisher to let its User-Agent through";
      case SENT ->
          "the host refuses it to the user of the source's 'authorization', or refuses this service";
      case WITHHELD -> WITHHELD;
    };
  }

  private Fetched failed(PollOutcome outcome, String detail, @Nullable Duration retryAfter) {
    return new Fetched.Failed(
        outcome, chain.located(detail), retryAfter, chain.failed(response.head().status()));
  }
}
