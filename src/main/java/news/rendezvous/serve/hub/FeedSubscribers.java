package news.rendezvous.serve.hub;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.SubscriberRegistry;
import org.jboss.logging.Logger;

/**
 * Subscribers to the feeds of a view or source. Those of one that is deleted are notified once
 * (WebSub section 5.2: {@code hub.mode=denied}), by the replica that deletes it.
 */
@ApplicationScoped
public class FeedSubscribers {

  private static final Logger LOG = Logger.getLogger(FeedSubscribers.class);

  private static final int CONCURRENCY = 8;

  private final SubscriberRegistry registry;
  private final DenialNotice denial;
  private final Counter dropped;

  @Inject
  FeedSubscribers(SubscriberRegistry registry, DenialNotice denial, MeterRegistry metrics) {
    this.registry = registry;
    this.denial = denial;
    // The engine of deliveries counts those that it removes with the same counter.
    this.dropped =
        Counter.builder("rendezvous.hub.dropped")
            .description("Subscribers that were removed")
            .tag("reason", "no_feed")
            .register(metrics);
  }

  /** The number of subscriptions to the feeds of each view that has any, by its id. */
  public Map<String, Integer> ofViews() {
    return all()
        .flatMap(subscriber -> TopicUrl.of(subscriber.topic()).flatMap(TopicUrl::view).stream())
        .collect(Collectors.toMap(Function.identity(), view -> 1, Integer::sum));
  }

  private Stream<Subscriber> all() {
    return registry.all().filter(subscriber -> subscriber.kind() == Subscriber.Kind.WEBSUB);
  }

  /** Ends the subscriptions to a view, in the background. */
  public void endOfView(String id) {
    end("/views/" + id + "/", "the view was deleted");
  }

  /** Ends the subscriptions to a source, in the background. */
  public void endOfSource(String id) {
    end("/sources/" + id + "/", "the source was deleted");
  }

  private void end(String path, String reason) {
    List<Subscriber> subscribers = all().filter(one -> isBelow(path, one)).toList();
    Multi.createFrom()
        .iterable(subscribers)
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .onItem()
        .transformToUni(subscriber -> end(subscriber, reason))
        .merge(CONCURRENCY)
        .subscribe()
        .with(done -> {}, bug -> LOG.errorf(bug, "Subscribers were not notified: %s", reason));
  }

  private static boolean isBelow(String path, Subscriber subscriber) {
    return TopicUrl.of(subscriber.topic())
        .filter(topic -> topic.path().startsWith(path))
        .isPresent();
  }

  // The engine removes a subscriber whose feed is gone, should Kafka not take it now.
  private Uni<Void> end(Subscriber subscriber, String reason) {
    return registry
        .remove(subscriber.id())
        .onFailure()
        .invoke(failure -> LOG.debugf("Not removed now: subscriber=%s", subscriber.id()))
        .onFailure()
        .recoverWithNull()
        .invoke(() -> removed(subscriber, reason))
        .chain(() -> denial.send(subscriber.callback(), subscriber.topic(), reason));
  }

  private void removed(Subscriber subscriber, String reason) {
    dropped.increment();
    LOG.infof(
        "Subscriber removed: id=%s host=%s reason=no_feed last_error=%s",
        subscriber.id(), Subscriber.host(subscriber.callback()), reason);
  }
}
