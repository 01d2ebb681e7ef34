package news.rendezvous.serve.hub.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import news.rendezvous.serve.hub.delivery.Notification;
import org.junit.jupiter.api.Test;

/** Headers of Standard Webhooks. */
class StandardWebhookTest {

  private static final Instant TIME = Instant.ofEpochSecond(1_614_265_330);
  private static final Notification NOTIFICATION =
      new Notification(
          Map.of("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
          "{\"test\": 2432232314}".getBytes());

  /** The vector that the libraries of the specification are tested with. */
  @Test
  void signWithTheKeyOfASecret() {
    assertThat(
            StandardWebhook.headers("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", NOTIFICATION, TIME))
        .containsOnly(
            Map.entry("webhook-timestamp", "1614265330"),
            Map.entry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  /** Computed by openssl dgst -sha256 -mac HMAC. */
  @Test
  void signWithTheBytesOfAnyOtherText() {
    assertThat(StandardWebhook.headers("schlüssel", NOTIFICATION, TIME))
        .containsEntry("webhook-signature", "v1,y3ENvHzUraODSu0Vvt/s2tOC+gGhq624yDrJc1Bb6uE=");
  }

  @Test
  void signNothingWithoutASecret() {
    assertThat(StandardWebhook.headers(null, NOTIFICATION, TIME))
        .containsOnly(Map.entry("webhook-timestamp", "1614265330"));
  }
}
