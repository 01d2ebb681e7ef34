package news.rendezvous.ingest.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushSubscriptionTest {

  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
  private static final PushSubscription NEW = ExampleSubscription.open("0a1b");

  @Test
  void isOfTheSourceThatFollowedARedirect() {
    assertThat(NEW.isOfSource("https://quay.example/feed")).isTrue();
    assertThat(NEW.isOfSource("https://quay.example/feed.xml")).isTrue();
    assertThat(NEW.isOfSource("https://quay.example/topic")).isFalse();
  }

  @Test
  void isSilentAfterASecondMissInARow() {
    PushSubscription missed = NEW.withNews(NOW).withDelivery(false);

    assertThat(missed.isSilent()).isFalse();
    assertThat(missed.withDelivery(false).isSilent()).isTrue();
    assertThat(missed.withDelivery(true).withDelivery(false).isSilent()).isFalse();
  }

  @Test
  void hasFailedUntilTheHubHasVerifiedARequest() {
    PushSubscription accepted = NEW.failed("not verified", NOW).accepted(NOW);

    assertThat(accepted.failed("not verified", NOW).failures()).isEqualTo(2);
    assertThat(accepted.verified().failures()).isZero();
  }

  @Test
  void followsThreeChangesAnHour() {
    PushSubscription one = ExampleSubscription.anew(NEW, "b", NOW);
    PushSubscription two = ExampleSubscription.anew(one, "c", NOW.plusSeconds(60));
    PushSubscription three = ExampleSubscription.anew(two, "d", NOW.plusSeconds(120));

    assertThat(two.changesTooOften(NOW.plusSeconds(120))).isFalse();
    assertThat(three.changesTooOften(NOW.plusSeconds(180))).isTrue();
    assertThat(three.changesTooOften(NOW.plus(Duration.ofHours(1)))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1, 10, false", "0, 10, true", "10, 10, true", "0, 3600, false"})
  void aHubHasToDeliverWhatWasPublishedWhileItWasVerified(
      int published, int now, boolean expected) {
    PushReceipt verified = PushReceipt.none("0a1b").verified(NOW, Duration.ofHours(1));

    assertThat(verified.coversNewsAfter(NOW.plusSeconds(published), NOW.plusSeconds(now)))
        .isEqualTo(expected);
    assertThat(PushReceipt.none("0a1b").coversNewsAfter(NOW, NOW)).isFalse();
  }

  @Test
  void forgetsWhyAPushWasIgnoredAfterAValidOne() {
    PushReceipt ignored = PushReceipt.none("0a1b").rejected(2, "no feed");

    assertThat(ignored.lastError()).isEqualTo("no feed");
    assertThat(ignored.received(NOW, new byte[0], "t").lastError()).isNull();
    assertThat(ignored.received(NOW, new byte[0], "t").rejected()).isEqualTo(2);
    assertThat(ignored.forCallback("1b2c").lastError()).isNull();
  }
}
