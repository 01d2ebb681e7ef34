package news.rendezvous.ingest.fetch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import news.rendezvous.ingest.fetch.http.Exchange;
import news.rendezvous.ingest.fetch.http.HttpRequest;
import news.rendezvous.ingest.fetch.http.HttpRequest.BodyPlan;
import news.rendezvous.ingest.fetch.http.MemoryBudget;
import news.rendezvous.ingest.fetch.http.ResponseHead;
import news.rendezvous.ingest.fetch.http.Transport;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.Permit;
import news.rendezvous.ingest.fetch.politeness.PermitLease;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.source.CredentialVault;
import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Conditional GET of a source's document (RFC 9110 section 13), through its {@link RedirectChain
 * redirect chain}, within the budgets of its hosts; likewise of pages and icons.
 */
@ApplicationScoped
public class Fetcher {

  private static final String NO_SOURCE = "";

  private final Transport transport;
  private final FetchConfig config;
  private final FetchProfile feeds;
  private final InstantSource clock;
  private final MemoryBudget memory;
  private final RequestScheduler requests;
  private final CredentialVault vault;

  @Inject
  public Fetcher(
      Transport transport,
      RequestScheduler requests,
      FetchConfig config,
      CredentialVault vault,
      InstantSource clock) {
    this.transport = transport;
    this.requests = requests;
    this.config = config;
    this.feeds = FetchProfile.ofFeeds(config);
    this.vault = vault;
    this.clock = clock;
    this.memory = new MemoryBudget(config.maxInHand().asLongValue());
  }

  /**
   * Fetches on subscription. The result is emitted on an event loop, which must not be blocked.
   *
   * @param validators those of the last document that was a feed
   * @param permit for the host of the source; {@link Permit#answered} is called after the last
   *     response of that host, and the caller closes it
   * @param use consumes the result, which never fails. The memory of the document stays reserved
   *     until the {@link Uni} of it terminates
   */
  public <T> Uni<T> fetch(
      Source source, Validators validators, Permit permit, Function<Uni<Fetched>, Uni<T>> use) {
    return withMemory(memory -> fetch(source, validators, permit, memory), use);
  }

  /**
   * Fetches a URL that no source has, for an operator. Waits for a permit of its host; during a
   * hold of the host it fails at once.
   *
   * @param use as of {@link #fetch(Source, Validators, Permit, Function)}
   */
  public <T> Uni<T> fetch(FeedUrl url, Function<Uni<Fetched>, Uni<T>> use) {
    return withMemory(
        memory ->
            url.parsed()
                .map(parsed -> unconditional(parsed, feeds, memory))
                .map(this::withPermit)
                .orElseGet(() -> Uni.createFrom().item(unreadable(url))),
        use);
  }

  /**
   * Fetches a document that is no feed, without the headers and credentials of a source.
   *
   * @param permit for the host of the URL, and {@code use} as of {@link #fetch(Source, Validators,
   *     Permit, Function)}
   */
  public <T> Uni<T> fetch(
      HttpUrl url, FetchProfile profile, Permit permit, Function<Uni<Fetched>, Uni<T>> use) {
    return withMemory(memory -> visit(unconditional(url, profile, memory), permit), use);
  }

  private <T> Uni<T> withMemory(
      Function<MemoryBudget.Reservation, Uni<Fetched>> fetch, Function<Uni<Fetched>, Uni<T>> use) {
    return Uni.createFrom()
        .deferred(
            () -> {
              MemoryBudget.DocumentReservation reservation = memory.reserve();
              return use.apply(fetch.apply(reservation)).onTermination().invoke(reservation::close);
            });
  }

  private static RedirectChain unconditional(
      HttpUrl url, FetchProfile profile, MemoryBudget.Reservation reservation) {
    return RedirectChain.begin(NO_SOURCE, profile, url, Validators.NONE, reservation);
  }

  private Uni<Fetched> fetch(
      Source source, Validators validators, Permit permit, MemoryBudget.Reservation reservation) {
    if (source.url().parsed().isEmpty()) {
      return Uni.createFrom().item(unreadable(source.url()));
    }
    SourceHeaders.Opening headers = SourceHeaders.open(source, vault);
    return headers instanceof SourceHeaders.Opening.Opened opened
        ? visit(
            RedirectChain.begin(
                    source.id(), feeds, source.url().parsed().get(), validators, reservation)
                .with(opened.headers()),
            permit)
        : Uni.createFrom()
            .item(
                notRequested(
                    PollOutcome.CREDENTIALS_UNREADABLE,
                    ((SourceHeaders.Opening.Unreadable) headers).reason()));
  }

  private static Fetched unreadable(FeedUrl url) {
    return notRequested(PollOutcome.SCHEME_BLOCKED, "not an absolute http or https URL: " + url);
  }

  // No request was made.
  private static Fetched notRequested(PollOutcome outcome, String detail) {
    return new Fetched.Failed(
        outcome, detail, null, new Fetched.Transfer(0, Duration.ZERO, null, null, null));
  }

  // Fails at once during a hold, which may take days.
  private Uni<Fetched> withPermit(RedirectChain chain) {
    HostKey key = HostKey.of(chain.url());
    Duration held = requests.heldFor(key);
    if (!held.isZero()) {
      return failed(
          chain,
          PollOutcome.THROTTLED,
          "%s is on hold for %d s more (Retry-After)".formatted(key, held.toSeconds()),
          held,
          null);
    }
    long since = System.nanoTime();
    return PermitLease.with(
        requests,
        RequestKind.PAGE,
        key,
        chain.sourceId(),
        config.totalTimeout(),
        Uni.createFrom().deferred(() -> timedOut(chain, key)),
        permit -> visit(chain.waited(System.nanoTime() - since), permit));
  }

  private Uni<Fetched> timedOut(RedirectChain chain, HostKey key) {
    return failed(
        chain,
        PollOutcome.TIMEOUT,
        "no turn at %s within %d ms, so many requests wait for it"
            .formatted(key, config.totalTimeout().toMillis()),
        null,
        null);
  }

  private Uni<Fetched> visit(RedirectChain chain, Permit permit) {
    HttpRequest request =
        new HttpRequest(
            chain.url(), chain.headers(), head -> plan(chain.profile(), head), chain.reservation());
    return transport
        .exchange(request, chain.left(), chain.profile().timeout())
        .chain(exchange -> conclude(chain.received(exchange.wireBytes()), exchange, permit));
  }

  // The body of an error page is not read.
  private static BodyPlan plan(FetchProfile profile, ResponseHead head) {
    return ResponseClassifier.isSuccess(head.status()) ? profile.body() : BodyPlan.skip();
  }

  private Uni<Fetched> conclude(RedirectChain chain, Exchange exchange, Permit permit) {
    if (exchange instanceof Exchange.Failed failed) {
      permit.answered(!failed.outcome().isSilence());
      return failed(chain, failed.outcome(), failed.detail(), null, null);
    }
    Exchange.Response response = (Exchange.Response) exchange;
    if (Redirect.STATUSES.contains(response.head().status())) {
      return redirect(chain, response.head(), permit);
    }
    Fetched fetched =
        new ResponseClassifier(chain, response, clock.instant(), config.maxRetryAfter()).classify();
    Duration retryAfter = fetched instanceof Fetched.Failed failed ? failed.retryAfter() : null;
    if (retryAfter != null) {
      requests.hold(permit.key(), retryAfter);
    }
    permit.answered(true);
    return Uni.createFrom().item(fetched);
  }

  private Uni<Fetched> redirect(RedirectChain chain, ResponseHead head, Permit permit) {
    Redirect redirect = Redirect.of(chain.url(), head);
    if (redirect instanceof Redirect.Refused refused) {
      permit.answered(true);
      return failed(chain, refused.outcome(), refused.detail(), null, head.status());
    }
    if (chain.redirects() >= config.maxRedirects()) {
      permit.answered(true);
      return failed(
          chain,
          PollOutcome.REDIRECT_LIMIT,
          "still redirected after %d redirects".formatted(config.maxRedirects()),
          null,
          head.status());
    }
    return follow(chain.redirected(((Redirect.To) redirect).url(), head), permit);
  }

  // A redirect within one host is part of one retrieval and uses the same permit; another host has
  // a budget of its own.
  private Uni<Fetched> follow(RedirectChain chain, Permit permit) {
    if (HostKey.of(chain.url()).equals(permit.key())) {
      return visit(chain, permit);
    }
    permit.answered(true);
    return withPermit(chain);
  }

  private static Uni<Fetched> failed(
      RedirectChain chain,
      PollOutcome outcome,
      String detail,
      @Nullable Duration retryAfter,
      @Nullable Integer status) {
    return Uni.createFrom()
        .item(new Fetched.Failed(outcome, chain.located(detail), retryAfter, chain.failed(status)));
  }
}
