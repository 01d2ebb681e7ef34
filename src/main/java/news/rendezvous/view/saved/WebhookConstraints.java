package news.rendezvous.view.saved;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.rendezvous.source.SourceConstraints;
import news.rendezvous.view.saved.Webhook.EventType;

/**
 * Validation of a webhook. Each method returns the expected form with an example, or nothing for a
 * valid value. A secret is never repeated.
 */
public final class WebhookConstraints {

  private static final String SECRET_PREFIX = "whsec_";
  private static final int MIN_KEY = 24;
  private static final int MAX_KEY = 64;
  private static final int MAX_TEXT = 200;
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cs}]");

  private WebhookConstraints() {}

  /** The URL. The address guard checks its host. */
  public static Optional<String> url(String url) {
    return SourceConstraints.webAddress(url, "https://chat.example/hooks/news");
  }

  /**
   * The secret: in the form of Standard Webhooks, the base64 of its key after {@code whsec_}, or
   * any other text, whose UTF-8 is the key.
   */
  public static Optional<String> secret(String secret) {
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    boolean valid =
        secret.startsWith(SECRET_PREFIX)
            ? isKey(secret.substring(SECRET_PREFIX.length()))
            : bytes >= 1 && bytes <= MAX_TEXT && !CONTROL.matcher(secret).find();
    return valid
        ? Optional.empty()
        : Optional.of(
            ("must be whsec_ and the base64 of %d to %d bytes, such as the output of: echo"
                    + " whsec_$(openssl rand -base64 32); or another text of 1 to %d bytes without"
                    + " control characters")
                .formatted(MIN_KEY, MAX_KEY, MAX_TEXT));
  }

  private static boolean isKey(String base64) {
    try {
      int bytes = Base64.getDecoder().decode(base64).length;
      return bytes >= MIN_KEY && bytes <= MAX_KEY;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public static Optional<String> event(String label) {
    return Arrays.stream(EventType.values()).map(EventType::label).anyMatch(label::equals)
        ? Optional.empty()
        : Optional.of(
            "must be of %s, such as published"
                .formatted(
                    Arrays.stream(EventType.values())
                        .map(EventType::label)
                        .collect(Collectors.joining(", "))));
  }
}
