package news.rendezvous.ingest.push.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import news.rendezvous.ingest.push.ExampleSubscription;
import news.rendezvous.ingest.push.PushSubscription;
import news.rendezvous.ingest.push.callback.CallbackLookup.CallbackTarget;
import news.rendezvous.ingest.push.callback.VerificationDecision.Confirmed;
import news.rendezvous.ingest.push.callback.VerificationDecision.Denied;
import news.rendezvous.ingest.push.callback.VerificationDecision.Ended;
import news.rendezvous.ingest.push.callback.VerificationDecision.Invalid;
import news.rendezvous.ingest.push.callback.VerificationDecision.Suspended;
import news.rendezvous.ingest.push.callback.VerificationDecision.Unknown;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** W3C WebSub sections 5.2 and 5.3, as a hub's query is answered. */
class VerificationDecisionTest {

  private static final Duration REQUESTED = Duration.ofDays(7);
  private static final String TOPIC = ExampleSubscription.TOPIC;
  private static final Source QUAY =
      new Source(
          "quay", "https://quay.example/feed", null, null, null, null, null, null, true, false);
  private static final CallbackTarget OPEN = target(ExampleSubscription.open("0a1b"), QUAY, false);

  private static CallbackTarget target(
      @Nullable PushSubscription subscription, @Nullable Source wanted, boolean suspended) {
    return new CallbackTarget("0a1b", "quay", subscription, wanted, suspended);
  }

  private static MultiMap query(String mode, String topic) {
    return MultiMap.caseInsensitiveMultiMap().add("hub.mode", mode).add("hub.topic", topic);
  }

  private static VerificationDecision of(MultiMap query, CallbackTarget target) {
    return VerificationDecision.of(query, target, REQUESTED);
  }

  private static MultiMap challenged(String mode) {
    return query(mode, TOPIC).add("hub.challenge", "abc");
  }

  @ParameterizedTest
  @CsvSource({
    "86400, PT24H",
    "1, PT1M",
    "9999999999, PT8760H",
    "'', PT168H",
    "-5, PT168H",
    "12345678901, PT168H"
  })
  void confirmsWithTheLeaseOfTheHubWithinBounds(String seconds, Duration lease) {
    MultiMap query = challenged("subscribe").add("hub.lease_seconds", seconds);

    assertThat(of(query, OPEN)).isEqualTo(new Confirmed(lease, "abc"));
  }

  @Test
  void confirmsWithTheRequestedLeaseWhereTheHubNamesNone() {
    assertThat(of(challenged("subscribe"), OPEN)).isEqualTo(new Confirmed(REQUESTED, "abc"));
  }

  @Test
  void confirmsOnlyWhatIsWantedNow() {
    CallbackTarget other = target(ExampleSubscription.open("2c3d"), QUAY, false);
    MultiMap query = challenged("subscribe");

    assertThat(of(query, other)).isEqualTo(new Unknown());
    assertThat(of(query, target(null, QUAY, false))).isEqualTo(new Unknown());
    assertThat(of(query, target(OPEN.subscription(), null, false))).isEqualTo(new Unknown());
    assertThat(of(query, target(ExampleSubscription.ended("0a1b"), QUAY, false)))
        .isEqualTo(new Unknown());
    assertThat(of(query("subscribe", "https://other.example/").add("hub.challenge", "abc"), OPEN))
        .isEqualTo(new Unknown());
  }

  @ParameterizedTest
  @CsvSource({"subscribe", "unsubscribe", "denied", "publish"})
  void asksToTryAgainWhileHubsCannotReachTheService(String mode) {
    assertThat(of(challenged(mode), target(OPEN.subscription(), null, true)))
        .isEqualTo(new Suspended());
  }

  @Test
  void confirmsTheEndOfARetiredCallbackOnly() {
    assertThat(
            of(challenged("unsubscribe"), target(ExampleSubscription.ended("0a1b"), null, false)))
        .isEqualTo(new Ended("abc"));
    assertThat(of(challenged("unsubscribe"), OPEN)).isEqualTo(new Unknown());
  }

  @Test
  void takesADenialWithoutAChallenge() {
    assertThat(of(query("denied", TOPIC).add("hub.reason", "not here"), OPEN))
        .isEqualTo(new Denied("not here"));
    assertThat(of(query("denied", TOPIC), OPEN)).isEqualTo(new Denied(null));
    assertThat(of(query("denied", "https://other.example/"), OPEN)).isEqualTo(new Unknown());
  }

  @Test
  void refusesAChallengeThatIsMissingOrTooLong() {
    assertThat(of(query("subscribe", TOPIC), OPEN))
        .isEqualTo(new Invalid("hub.challenge", "must be a text of at most 4096 characters"));
    assertThat(of(query("subscribe", TOPIC).add("hub.challenge", "a".repeat(4_097)), OPEN))
        .isInstanceOf(Invalid.class);
    assertThat(of(query("subscribe", TOPIC).add("hub.challenge", "a".repeat(4_096)), OPEN))
        .isInstanceOf(Confirmed.class);
  }

  @ParameterizedTest
  @CsvSource({"hub.mode", "hub.topic", "hub.challenge", "hub.lease_seconds"})
  void refusesARepeatedParameter(String name) {
    MultiMap query = challenged("subscribe").add("hub.lease_seconds", "60").add(name, "60");

    assertThat(of(query, OPEN)).isEqualTo(new Invalid(name, "must occur once"));
  }

  @Test
  void refusesAnotherMode() {
    assertThat(of(challenged("publish"), OPEN)).isInstanceOf(Invalid.class);
    assertThat(of(MultiMap.caseInsensitiveMultiMap(), OPEN)).isEqualTo(new Unknown());
  }
}
