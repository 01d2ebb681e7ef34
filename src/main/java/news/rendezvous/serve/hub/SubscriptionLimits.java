package news.rendezvous.serve.hub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.SubscriberRegistry;

/** Limits of the subscriptions at the hub: of all, and of those with callbacks on one host. */
@ApplicationScoped
class SubscriptionLimits {

  /** All rows are decoded to count them: not for each request. */
  private static final Duration RECOUNT = Duration.ofSeconds(1);

  /** A row is read back within this time, or Kafka is away. */
  private static final Duration READ_BACK = Duration.ofSeconds(30);

  private final SubscriptionConfig config;
  private final SubscriberRegistry registry;
  private final InstantSource clock;
  private final Map<String, Taken> taken = new HashMap<>();
  private Map<String, Integer> byHost = new HashMap<>();
  private int all;
  private Instant counted = Instant.MIN;

  /** A place that was taken, by a row that may not have been read back yet. */
  private record Taken(String host, Instant at) {}

  @Inject
  SubscriptionLimits(SubscriptionConfig config, SubscriberRegistry registry, InstantSource clock) {
    this.config = config;
    this.registry = registry;
    this.clock = clock;
  }

  /** The reason to refuse another subscription with a callback; empty to permit it. */
  synchronized Optional<Problem> refusal(FeedUrl callback) {
    count();
    if (all >= config.maxSubscriptions()) {
      return Optional.of(
          problem(
              "The hub has %d subscriptions, as many as it may have; try again later, or ask its"
                  + " operator to raise rendezvous.hub.max-subscriptions.",
              config.maxSubscriptions()));
    }
    return byHost.getOrDefault(Subscriber.host(callback), 0) >= config.subscriptionsPerHost()
        ? Optional.of(
            problem(
                "The host of the callback has %d subscriptions, as many as it may have: end one of"
                    + " them, or ask the hub's operator to raise"
                    + " rendezvous.hub.subscriptions-per-host.",
                config.subscriptionsPerHost()))
        : Optional.empty();
  }

  /** Takes a place for another subscription; the reason to refuse it where there is none. */
  synchronized Optional<Problem> take(String id, FeedUrl callback) {
    Optional<Problem> refusal = refusal(callback);
    if (refusal.isEmpty() && taken.put(id, place(callback)) == null) {
      add(Subscriber.host(callback));
    }
    return refusal;
  }

  private Taken place(FeedUrl callback) {
    return new Taken(Subscriber.host(callback), clock.instant());
  }

  private void add(String host) {
    byHost.merge(host, 1, Integer::sum);
    all++;
  }

  private void count() {
    Instant now = clock.instant();
    if (counted.isAfter(now.minus(RECOUNT)) && !counted.isAfter(now)) {
      return;
    }
    byHost =
        registry
            .all()
            .filter(row -> row.kind() == Subscriber.Kind.WEBSUB)
            .collect(
                Collectors.toMap(
                    row -> Subscriber.host(row.callback()), row -> 1, Integer::sum, HashMap::new));
    all = byHost.values().stream().mapToInt(Integer::intValue).sum();
    taken
        .entrySet()
        .removeIf(
            one ->
                registry.find(one.getKey()).isPresent()
                    || one.getValue().at().plus(READ_BACK).isBefore(now));
    taken.values().forEach(one -> add(one.host()));
    counted = now;
  }

  private static Problem problem(String detail, int limit) {
    return new Problem(
        "too-many-subscriptions", "Too many subscriptions", 429, detail.formatted(limit), null);
  }
}
