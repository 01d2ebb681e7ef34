package news.rendezvous.ingest.push.callback;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import news.rendezvous.ingest.push.PushSubscription;
import news.rendezvous.ingest.push.callback.CallbackLookup.CallbackTarget;
import org.jspecify.annotations.Nullable;

/**
 * Verification of intent (W3C WebSub section 5.3), or denial of a subscription (section 5.2),
 * decided by the query of the hub's request. Pure functions.
 */
sealed interface VerificationDecision {

  List<String> PARAMETERS = List.of("hub.mode", "hub.topic", "hub.challenge", "hub.lease_seconds");
  int MAX_CHALLENGE = 4_096;
  Duration MIN_LEASE = Duration.ofMinutes(1);
  Duration MAX_LEASE = Duration.ofDays(365);

  /** The subscription is wanted: its lease is stored, and then the challenge is the answer. */
  record Confirmed(Duration lease, String challenge) implements VerificationDecision {}

  /** The end of the subscription was asked for: the challenge is the answer. */
  record Ended(String challenge) implements VerificationDecision {}

  /** The hub denies the subscription, which is stored. */
  record Denied(@Nullable String reason) implements VerificationDecision {}

  /** Nobody here asked for this. */
  record Unknown() implements VerificationDecision {}

  record Invalid(String parameter, String expected) implements VerificationDecision {}

  /** The subscription is wanted, but hubs cannot reach the service now. */
  record Suspended() implements VerificationDecision {}

  /**
   * Decides about a request.
   *
   * @param requested lease that was requested of the hub
   */
  static VerificationDecision of(MultiMap query, CallbackTarget target, Duration requested) {
    String mode = query.get("hub.mode");
    String topic = query.get("hub.topic");
    PushSubscription known = target.subscription();
    if (known == null || mode == null || topic == null) {
      return new Unknown();
    }
    Optional<String> repeated = repeated(query);
    if (repeated.isPresent()) {
      return new Invalid(repeated.get(), "must occur once");
    }
    boolean current = target.isOpen() && topic.equals(known.topic());
    if (current && target.isSuspended()) {
      return new Suspended();
    }
    return switch (mode) {
      case "subscribe" ->
          current && target.wanted() != null
              ? challenged(
                  query,
                  challenge ->
                      new Confirmed(lease(query.get("hub.lease_seconds"), requested), challenge))
              : new Unknown();
      case "unsubscribe" ->
          known.isRetired(target.callback(), topic)
              ? challenged(query, Ended::new)
              : new Unknown(); // it is wanted: a stranger asks the hub to end it
      case "denied" -> current ? new Denied(query.get("hub.reason")) : new Unknown();
      default -> new Invalid("hub.mode", "must be subscribe, unsubscribe or denied");
    };
  }

  // Which of them the hub means is unknown.
  private static Optional<String> repeated(MultiMap query) {
    return PARAMETERS.stream().filter(name -> query.getAll(name).size() > 1).findFirst();
  }

  private static VerificationDecision challenged(
      MultiMap query, Function<String, VerificationDecision> decision) {
    String challenge = query.get("hub.challenge");
    return challenge != null && challenge.length() <= MAX_CHALLENGE
        ? decision.apply(challenge)
        : new Invalid(
            "hub.challenge", "must be a text of at most %d characters".formatted(MAX_CHALLENGE));
  }

  // A hub has to name the lease (section 5.3); without a readable one that which was requested.
  private static Duration lease(@Nullable String seconds, Duration requested) {
    if (seconds == null || !seconds.matches("[0-9]{1,10}")) {
      return requested;
    }
    Duration lease = Duration.ofSeconds(Long.parseLong(seconds));
    Duration least = lease.compareTo(MIN_LEASE) < 0 ? MIN_LEASE : lease;
    return least.compareTo(MAX_LEASE) > 0 ? MAX_LEASE : least;
  }
}
