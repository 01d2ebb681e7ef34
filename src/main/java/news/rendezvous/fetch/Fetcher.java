package news.rendezvous.fetch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import news.rendezvous.source.Source;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Fetches the document of a source, unless it is still what it was. */
@ApplicationScoped
public class Fetcher {

  private final Transport transport;
  private final FetchConfig config;
  private final InstantSource clock;
  private final Room room;
  private final RequestScheduler requests;

  @Inject
  public Fetcher(
      Transport transport, RequestScheduler requests, FetchConfig config, InstantSource clock) {
    this.transport = transport;
    this.requests = requests;
    this.config = config;
    this.clock = clock;
    this.room = new Room(config.maxInHand().asLongValue());
  }

  /**
   * Makes one conditional GET (RFC 9110 section 13), with the redirects that it meets; cookies live
   * for these and no longer. Nothing happens before somebody subscribes. The result comes on a
   * thread that must not be blocked.
   *
   * @param validators those of the last document that was a feed
   * @param use what is made of the result, which never fails: every outcome is a value. Until that
   *     is over the document has its share of the memory for all of them
   */
  public <T> Uni<T> fetch(
      Source source, Validators validators, Function<Uni<Fetched>, Uni<T>> use) {
    return fetch(use, reservation -> begin(source, validators, reservation));
  }

  /**
   * The same, with a permit for the host of the source that was granted already.
   *
   * @param permit {@link Permit#answered} as soon as the host's part is over; closing it is left to
   *     the caller
   */
  public <T> Uni<T> fetch(
      Source source, Validators validators, Permit permit, Function<Uni<Fetched>, Uni<T>> use) {
    return fetch(
        use,
        reservation ->
            url(source)
                .map(url -> visit(Journey.begin(source.id(), url, validators, reservation), permit))
                .orElseGet(() -> Uni.createFrom().item(unreadable(source.url()))));
  }

  private <T> Uni<T> fetch(
      Function<Uni<Fetched>, Uni<T>> use, Function<Room.Reservation, Uni<Fetched>> begin) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Room.DocumentReservation reservation = room.reserve();
              return use.apply(begin.apply(reservation)).onTermination().invoke(reservation::close);
            });
  }

  private Uni<Fetched> begin(Source source, Validators validators, Room.Reservation reservation) {
    return url(source)
        .map(url -> inTurn(Journey.begin(source.id(), url, validators, reservation)))
        .orElseGet(() -> Uni.createFrom().item(unreadable(source.url())));
  }

  private static Optional<HttpUrl> url(Source source) {
    return Optional.ofNullable(HttpUrl.parse(source.url()));
  }

  private static Fetched unreadable(String url) {
    return new Fetched.Failed(
        Outcome.SCHEME_BLOCKED,
        "not an absolute http or https URL: " + url,
        null,
        new Fetched.Transfer(0, Duration.ZERO, null, null));
  }

  // A host that is held is not waited for: that may take days.
  private Uni<Fetched> inTurn(Journey journey) {
    HostKey key = HostKey.of(journey.url());
    Duration held = requests.heldFor(key);
    if (!held.isZero()) {
      return failed(
          journey,
          Outcome.THROTTLED,
          "%s asked to be left alone for %d s more".formatted(key, held.toSeconds()),
          held);
    }
    long since = System.nanoTime();
    return PermitLease.with(
        requests,
        key,
        journey.sourceId(),
        config.totalTimeout(),
        Uni.createFrom().deferred(() -> crowded(journey, key)),
        permit -> visit(journey.waited(System.nanoTime() - since), permit));
  }

  private Uni<Fetched> crowded(Journey journey, HostKey key) {
    return failed(
        journey,
        Outcome.TIMEOUT,
        "no turn at %s within %d ms, so many requests wait for it"
            .formatted(key, config.totalTimeout().toMillis()),
        null);
  }

  private Uni<Fetched> visit(Journey journey, Permit permit) {
    Hop hop = new Hop(journey.url(), journey.headers(), this::plan, journey.reservation());
    return transport
        .get(hop, journey.left(config.totalTimeout()))
        .chain(exchange -> conclude(journey.received(exchange.wireBytes()), exchange, permit));
  }

  // What an error page says is for people; only its status is read.
  private BodyPlan plan(ResponseHead head) {
    return Answer.isSuccess(head.status())
        ? new BodyPlan(
            new BodyPlan.Limit(
                config.maxWireBytes().asLongValue(), config.maxDecodedBytes().asLongValue()),
            BodyPlan.WhenOver.FAIL)
        : BodyPlan.skip();
  }

  private Uni<Fetched> conclude(Journey journey, Exchange exchange, Permit permit) {
    if (exchange instanceof Exchange.Failed failed) {
      permit.answered(!failed.outcome().isSilence());
      return failed(journey, failed.outcome(), failed.detail());
    }
    Exchange.Response response = (Exchange.Response) exchange;
    if (Redirect.STATUSES.contains(response.head().status())) {
      return redirect(journey, response.head(), permit);
    }
    Fetched fetched =
        new Answer(journey, response, clock.instant(), config.maxRetryAfter()).meaning();
    Duration asked = fetched instanceof Fetched.Failed failed ? failed.retryAfter() : null;
    if (asked != null) {
      requests.hold(permit.key(), asked);
    }
    permit.answered(true);
    return Uni.createFrom().item(fetched);
  }

  private Uni<Fetched> redirect(Journey journey, ResponseHead head, Permit permit) {
    Redirect redirect = Redirect.of(journey.url(), head);
    if (redirect instanceof Redirect.Refused refused) {
      permit.answered(true);
      return failed(journey, refused.outcome(), refused.detail());
    }
    if (journey.redirects() >= config.maxRedirects()) {
      permit.answered(true);
      return failed(
          journey,
          Outcome.REDIRECT_LIMIT,
          "still redirected after %d redirects".formatted(config.maxRedirects()));
    }
    return follow(journey.redirected(((Redirect.To) redirect).url(), head), permit);
  }

  // RFC 9110 section 15.4: a redirect that is followed is part of one retrieval. At the same host
  // it goes on with the permit that it has; another host has a budget of its own.
  private Uni<Fetched> follow(Journey journey, Permit permit) {
    if (HostKey.of(journey.url()).equals(permit.key())) {
      return visit(journey, permit);
    }
    permit.answered(true);
    return inTurn(journey);
  }

  private static Uni<Fetched> failed(Journey journey, Outcome outcome, String detail) {
    return failed(journey, outcome, detail, null);
  }

  private static Uni<Fetched> failed(
      Journey journey, Outcome outcome, String detail, @Nullable Duration retryAfter) {
    return Uni.createFrom()
        .item(new Fetched.Failed(outcome, journey.located(detail), retryAfter, journey.failed()));
  }
}
