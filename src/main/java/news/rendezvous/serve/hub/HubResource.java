package news.rendezvous.serve.hub;

import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.serve.api.NeedsView;
import news.rendezvous.serve.feed.Feed;
import news.rendezvous.serve.feed.Feeds;
import news.rendezvous.serve.http.MaxBody;
import news.rendezvous.serve.http.RequestPath;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.hub.SubscriptionRequest.Mode;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.SubscriberRegistry;
import news.rendezvous.source.SourceConstraints;
import news.rendezvous.view.StreamPosition;
import news.rendezvous.view.Timeline;

/** The WebSub hub of all feeds. */
@Path("/hub")
@NeedsView
public class HubResource {

  /** Bytes of a form: three URLs of the usual lengths and a secret, percent-encoded. */
  private static final int MAX_FORM = 8 * 1_024;

  /**
   * Characters of a topic, and of a callback: both are in the target of the request that verifies
   * an intent, which many servers limit to 8 KiB.
   */
  private static final int MAX_URL = 2_048;

  private static final Problem TOO_MANY_VERIFICATIONS =
      Problem.of(429, "Too many subscribers wait for the hub to ask their callbacks; try again.");

  private final Feeds feeds;
  private final Timeline timeline;
  private final SubscriberRegistry registry;
  private final SubscriptionLimits limits;
  private final CallbackCheck callbacks;
  private final IntentVerifier verifier;

  @Inject
  HubResource(
      Feeds feeds,
      Timeline timeline,
      SubscriberRegistry registry,
      SubscriptionLimits limits,
      CallbackCheck callbacks,
      IntentVerifier verifier) {
    this.feeds = feeds;
    this.timeline = timeline;
    this.registry = registry;
    this.limits = limits;
    this.callbacks = callbacks;
    this.verifier = verifier;
  }

  /**
   * Takes the request of a subscriber (WebSub section 5.1): 202, and the callback is asked soon
   * whether it is meant.
   */
  @POST
  @MaxBody(MAX_FORM)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.WILDCARD) // no body, so that a client may accept problem documents alone
  @Blocking
  public Response post(@Context UriInfo uri, byte[] form) {
    if (!registry.isRead()) {
      return Problem.unavailable("The subscriptions have not been read from Kafka yet; try again.");
    }
    // Before all else: what comes from now on is delivered.
    StreamPosition position = timeline.position();
    SubscriptionRequest request =
        SubscriptionRequest.parse(new String(form, StandardCharsets.UTF_8));
    String base = feeds.base(uri);
    requireLength("hub.topic", request.topic());
    requireLength("hub.callback", request.callback());
    FeedUrl callback = callback(request.callback(), RequestPath.base(uri).toString());
    boolean known =
        registry.find(Subscriber.webSubId(request.topic(), request.callback())).isPresent();
    if (request.mode() == Mode.SUBSCRIBE || !known) { // a feed that is gone can be left
      requireTopic(request.topic(), base);
    }
    if (request.mode() == Mode.SUBSCRIBE && !known) {
      Optional<Problem> excess = limits.refusal(callback);
      if (excess.isPresent()) {
        return excess.get().toRetryResponse();
      }
    }
    return verifier.begin(request, callback, position)
        ? Response.accepted().build()
        : TOO_MANY_VERIFICATIONS.toRetryResponse();
  }

  private static void requireLength(String parameter, String url) {
    if (url.length() > MAX_URL) {
      refuse(parameter, "must have at most %d characters, not %d".formatted(MAX_URL, url.length()));
    }
  }

  private FeedUrl callback(String url, String reached) {
    SourceConstraints.webAddress(url, "https://reader.example/callback/1")
        .or(
            () ->
                url.indexOf('#') < 0
                    ? Optional.empty()
                    : Optional.of("must have no fragment, which no server gets to see"))
        .or(() -> callbacks.refusal(url, reached).map(reason -> "is refused: " + reason))
        .ifPresent(reason -> refuse("hub.callback", reason));
    return FeedUrl.of(url);
  }

  private void requireTopic(String url, String base) {
    TopicUrl topic =
        TopicUrl.of(url).filter(one -> one.isBelow(base)).orElseThrow(() -> unfitTopic(base));
    Feed feed = find(topic).orElseThrow(() -> unfitTopic(base));
    if (feed.request().page().before() != null) {
      refuse(
          "hub.topic",
          "must have no 'before': what is new is on the first page, and older pages do not change");
    }
  }

  private Optional<Feed> find(TopicUrl topic) {
    try {
      return feeds.find(topic.base(), topic.document(), topic.query());
    } catch (ProblemException e) {
      throw new ProblemException(
          SubscriptionRequest.unfit("hub.topic", "is no feed: " + sentence(e.problem().detail())));
    }
  }

  private static String sentence(String detail) {
    return detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail;
  }

  private static ProblemException unfitTopic(String base) {
    return new ProblemException(
        SubscriptionRequest.unfit(
            "hub.topic",
            "must be the address of a feed of this service, as its self link has it, such as %s/feed.atom"
                .formatted(base)));
  }

  private static void refuse(String parameter, String reason) {
    throw new ProblemException(SubscriptionRequest.unfit(parameter, reason));
  }
}
