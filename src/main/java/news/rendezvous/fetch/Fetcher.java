package news.rendezvous.fetch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import news.rendezvous.source.Source;
import okhttp3.HttpUrl;

/** Fetches the document of a source, unless it is still what it was. */
@ApplicationScoped
public class Fetcher {

  private final Transport transport;
  private final FetchConfig config;
  private final InstantSource clock;
  private final Room room;

  @Inject
  public Fetcher(Transport transport, FetchConfig config, InstantSource clock) {
    this.transport = transport;
    this.config = config;
    this.clock = clock;
    this.room = new Room(config.maxInHand().asLongValue());
  }

  /**
   * Makes one conditional GET (RFC 9110 section 13), with the redirects that it meets; cookies live
   * for these and no longer. Nothing
   * happens before somebody subscribes. The result comes on a thread that must not be blocked.
   *
   * @param validators those of the last document that was a feed
   * @param use what is made of the result, which never fails: every outcome is a value. Until that
   *     is over the document has its share of the memory for all of them
   */
  public <T> Uni<T> fetch(
      Source source, Validators validators, Function<Uni<Fetched>, Uni<T>> use) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Room.Place place = room.enter();
              return use.apply(begin(source, validators, place))
                  .onTermination()
                  .invoke(place::close);
            });
  }

  private Uni<Fetched> begin(Source source, Validators validators, Claim claim) {
    HttpUrl url = HttpUrl.parse(source.url());
    return url == null
        ? Uni.createFrom().item(unreadable(source.url()))
        : visit(Journey.begin(url, validators, claim));
  }

  private static Fetched unreadable(String url) {
    return new Fetched.Failed(
        Outcome.SCHEME_BLOCKED,
        "not an absolute http or https URL: " + url,
        null,
        new Transfer(0, Duration.ZERO, null, null));
  }

  private Uni<Fetched> visit(Journey journey) {
    Hop hop = new Hop(journey.url(), journey.headers(), this::plan, journey.claim());
    return transport
        .get(hop, journey.left(config.totalTimeout()))
        .chain(exchange -> conclude(journey.received(exchange.wireBytes()), exchange));
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

  private Uni<Fetched> conclude(Journey journey, Exchange exchange) {
    if (exchange instanceof Exchange.Failed failed) {
      return failed(journey, failed.outcome(), failed.detail());
    }
    Exchange.Response response = (Exchange.Response) exchange;
    return Redirect.STATUSES.contains(response.head().status())
        ? redirect(journey, response.head())
        : Uni.createFrom().item(new Answer(journey, response, clock.instant(), config.maxRetryAfter()).meaning());
  }

  private Uni<Fetched> redirect(Journey journey, ResponseHead head) {
    Redirect redirect = Redirect.of(journey.url(), head);
    if (redirect instanceof Redirect.Refused refused) {
      return failed(journey, refused.outcome(), refused.detail());
    }
    return journey.redirects() >= config.maxRedirects()
        ? failed(
            journey,
            Outcome.REDIRECT_LIMIT,
            "still redirected after %d redirects".formatted(config.maxRedirects()))
        : visit(journey.redirected(((Redirect.To) redirect).url(), head));
  }

  private static Uni<Fetched> failed(Journey journey, Outcome outcome, String detail) {
    return Uni.createFrom()
        .item(new Fetched.Failed(outcome, journey.told(detail), null, journey.failed()));
  }
}
