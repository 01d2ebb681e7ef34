package news.rendezvous.serve.hub;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import news.rendezvous.item.text.LowerCase;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.query.Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Request of a subscriber to the hub (WebSub section 5.1).
 *
 * @param topic as the subscriber wrote it
 * @param callback likewise
 * @param lease that it asks for; null for none
 * @param secret key of the signatures; null for none
 */
record SubscriptionRequest(
    Mode mode, String topic, String callback, @Nullable Duration lease, @Nullable String secret) {

  /** The mode that is asked for. */
  enum Mode {
    SUBSCRIBE,
    UNSUBSCRIBE;

    /** The value of {@code hub.mode}. */
    String label() {
      return LowerCase.of(name());
    }
  }

  /** Bytes of a secret. WebSub asks for fewer than 200; one more does no harm. */
  private static final int MAX_SECRET = 200;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,100}");

  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final char REPLACEMENT = '\uFFFD';

  /**
   * Parses the form. Unknown parameters are ignored, as section 5.1 asks.
   *
   * @throws ProblemException 400 for a parameter that is missing, repeated or unreadable, 422 for a
   *     secret that is too long
   */
  static SubscriptionRequest parse(String form) {
    if (BROKEN_ESCAPE.matcher(form).find()) {
      throw new ProblemException(
          Problem.malformedBody(
              "The form has a percent sign that two hexadecimal digits do not follow; a percent"
                  + " sign itself is written %25.",
              null));
    }
    Parameters parameters = Parameters.of(form);
    Mode mode = mode(required(parameters, "hub.mode", "subscribe or unsubscribe"));
    String topic = url(parameters, "hub.topic", "the self link of a feed");
    String callback =
        url(parameters, "hub.callback", "a URL, such as https://reader.example/callback/1");
    boolean subscribes = mode == Mode.SUBSCRIBE;
    return new SubscriptionRequest(
        mode,
        topic,
        callback,
        subscribes
            ? given(parameters, "hub.lease_seconds").map(SubscriptionRequest::lease).orElse(null)
            : null,
        subscribes
            ? given(parameters, "hub.secret").map(SubscriptionRequest::secret).orElse(null)
            : null);
  }

  private static Optional<String> given(Parameters parameters, String name) {
    return parameters.single(name).filter(value -> !value.isEmpty());
  }

  private static String url(Parameters parameters, String name, String form) {
    String url = required(parameters, name, form);
    if (url.indexOf(REPLACEMENT) >= 0 || BROKEN_ESCAPE.matcher(url).find()) {
      throw Parameters.invalid(
          name, "must be " + form + ", in UTF-8, with two hexadecimal digits after each %");
    }
    return url;
  }

  private static String required(Parameters parameters, String name, String form) {
    return given(parameters, name)
        .orElseThrow(() -> Parameters.invalid(name, "is missing; it must be " + form));
  }

  private static Mode mode(String label) {
    for (Mode mode : Mode.values()) {
      if (mode.label().equals(label)) {
        return mode;
      }
    }
    throw Parameters.invalid("hub.mode", "must be subscribe or unsubscribe");
  }

  private static Duration lease(String seconds) {
    if (!NUMBER.matcher(seconds).matches()) {
      throw Parameters.invalid("hub.lease_seconds", "must be a number of seconds, such as 86400");
    }
    return Duration.ofSeconds(
        new BigInteger(seconds).min(BigInteger.valueOf(Integer.MAX_VALUE)).longValue());
  }

  private static String secret(String secret) {
    if (secret.indexOf(REPLACEMENT) >= 0) {
      throw Parameters.invalid(
          "hub.secret", "must be UTF-8, such as the output of: openssl rand -hex 24");
    }
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_SECRET) {
      throw new ProblemException(
          unfit("hub.secret", "must have at most %d bytes, not %d".formatted(MAX_SECRET, bytes)));
    }
    return secret;
  }

  /** 422, for a parameter that can be read and is not acceptable. */
  static Problem unfit(String parameter, String reason) {
    return new Problem(
        "unfit-subscription",
        "Unfit subscription",
        422,
        "The parameter '%s' %s.".formatted(parameter, reason),
        parameter);
  }

  /** Without the secret, which must not get into a log. */
  @Override
  public String toString() {
    return "%s %s for %s".formatted(mode.label(), topic, callback);
  }
}
