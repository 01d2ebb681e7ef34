package news.rendezvous.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import news.rendezvous.ingest.push.PushSubscription.Credentials;
import news.rendezvous.source.StoredSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTimesTest {

  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final PushReceipt NOTHING = PushReceipt.none("0a1b");

  private static PushSubscription pending(String callback) {
    return PushSubscription.of(
        "https://quay.example/feed",
        "https://quay.example/feed",
        List.of("https://hub.example/"),
        "https://quay.example/feed",
        new Credentials(callback, new StoredSecret("hush", null)),
        NOW);
  }

  @Test
  void requestsWhatIsPendingWhenItIsDue() {
    assertThat(LeaseTimes.due(pending("0a1b"), NOTHING, PATIENCE)).isEqualTo(NOW);
  }

  @Test
  void waitsForTheVerificationOfARequest() {
    PushSubscription accepted = pending("0a1b").accepted(NOW);

    assertThat(LeaseTimes.renewal(accepted, NOTHING)).isEmpty();
    assertThat(LeaseTimes.due(accepted, NOTHING, PATIENCE)).isEqualTo(NOW.plus(PATIENCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a1b", "2c3d", "4e5f", "6a7b", "8c9d", "", "zz"})
  void renewsBeforeThreeQuartersOfTheLeaseArePast(String callback) {
    PushSubscription accepted = pending(callback).accepted(NOW);
    PushReceipt verified = PushReceipt.none(callback).verified(NOW, Duration.ofHours(100));

    assertThat(LeaseTimes.due(accepted, verified, PATIENCE))
        .isBetween(NOW.plus(Duration.ofHours(70)), NOW.plus(Duration.ofHours(75)));
  }

  @Test
  void doesNotTakeTheVerificationOfAnEarlierRequestForThatOfALaterOne() {
    PushReceipt verified = NOTHING.verified(NOW, Duration.ofHours(1));
    Instant later = NOW.plus(Duration.ofMinutes(45));
    PushSubscription renewed = pending("0a1b").again(later).accepted(later);

    assertThat(LeaseTimes.renewal(renewed, verified)).isEmpty();
    assertThat(LeaseTimes.due(renewed, verified, PATIENCE)).isEqualTo(later.plus(PATIENCE));
  }

  @Test
  void leavesSomeTimeBetweenRenewalsOfAShortLease() {
    PushSubscription accepted = pending("0a1b").accepted(NOW);

    assertThat(LeaseTimes.due(accepted, NOTHING.verified(NOW, Duration.ofSeconds(1)), PATIENCE))
        .isEqualTo(NOW.plusSeconds(30));
  }

  @ParameterizedTest
  @CsvSource({"-60, false", "-2, true", "0, true", "60, true"})
  void countsADenialSinceTheLastRequest(int seconds, boolean denied) {
    PushSubscription accepted = pending("0a1b").accepted(NOW);

    assertThat(LeaseTimes.isDenied(accepted, NOTHING.denied(NOW.plusSeconds(seconds), null)))
        .isEqualTo(denied);
    assertThat(LeaseTimes.isDenied(accepted, NOTHING)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, , PT48S, PT72S",
    "3, , PT6M24S, PT9M36S",
    "60, , PT19H12M, PT28H48M",
    "0, PT1S, PT48S, PT72S",
    "0, PT1H, PT1H, PT1H"
  })
  void doublesTheWaitAfterEachFailureAndHonoursTheHubsOwn(
      int failures, Duration retryAfter, Duration least, Duration most) {
    PushConfig config = CallbackBaseTest.config(Map.of());

    for (int seed = 0; seed < 20; seed++) {
      assertThat(LeaseTimes.backoff(failures, retryAfter, config, new SplittableRandom(seed)))
          .isBetween(least, most);
    }
  }
}
