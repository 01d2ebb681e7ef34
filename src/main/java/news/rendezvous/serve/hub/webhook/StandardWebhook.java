package news.rendezvous.serve.hub.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import news.rendezvous.item.text.Hmac;
import news.rendezvous.serve.hub.delivery.Notification;
import org.jspecify.annotations.Nullable;

/** Headers of <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> 1.0. */
public final class StandardWebhook {

  static final String ID = "webhook-id";
  private static final String TIMESTAMP = "webhook-timestamp";
  private static final String SIGNATURE = "webhook-signature";
  private static final String SECRET_PREFIX = "whsec_";

  private StandardWebhook() {}

  /**
   * Headers of one attempt. The id, which the notification has, is the same in all of them.
   *
   * @param secret null for a webhook without one, which gets no signature
   * @param now time of this attempt, by which the receiver refuses replays
   */
  public static Map<String, String> headers(
      @Nullable String secret, Notification notification, Instant now) {
    String timestamp = Long.toString(now.getEpochSecond());
    Map<String, String> headers = new HashMap<>();
    headers.put(TIMESTAMP, timestamp);
    if (secret != null) {
      String id = Objects.requireNonNull(notification.headers().get(ID), "a webhook has an id");
      byte[] signed = signed(id, timestamp, notification.body());
      byte[] code = Hmac.SHA256.of(key(secret), signed);
      headers.put(SIGNATURE, "v1," + Base64.getEncoder().encodeToString(code));
    }
    return headers;
  }

  private static byte[] signed(String id, String timestamp, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream(body.length + 128);
    signed.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(body);
    return signed.toByteArray();
  }

  private static byte[] key(String secret) {
    return secret.startsWith(SECRET_PREFIX)
        ? Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()))
        : secret.getBytes(StandardCharsets.UTF_8);
  }
}
