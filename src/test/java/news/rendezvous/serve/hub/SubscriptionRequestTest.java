package news.rendezvous.serve.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.serve.hub.SubscriptionRequest.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The form of a subscriber, WebSub section 5.1. */
class SubscriptionRequestTest {

  private static final String TOPIC = "http://news.example/feed.atom";
  private static final String CALLBACK = "https://reader.example/cb?id=1&b=a b";
  private static final String FORM =
      "hub.mode=subscribe&hub.topic=" + encoded(TOPIC) + "&hub.callback=" + encoded(CALLBACK);

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void isReadWithAllItsParameters() {
    assertThat(
            SubscriptionRequest.parse(
                FORM + "&hub.lease_seconds=7200&hub.secret=" + encoded("schlüssel & bart")))
        .isEqualTo(
            new SubscriptionRequest(
                Mode.SUBSCRIBE, TOPIC, CALLBACK, Duration.ofHours(2), "schlüssel & bart"));
  }

  @Test
  void isReadWithWhatIsRequired() {
    assertThat(SubscriptionRequest.parse(FORM))
        .isEqualTo(new SubscriptionRequest(Mode.SUBSCRIBE, TOPIC, CALLBACK, null, null));
  }

  /** Older subscribers send parameters of PubSubHubbub, and empty ones. */
  @Test
  void ignoresUnknownAndEmptyParameters() {
    assertThat(
            SubscriptionRequest.parse(
                FORM + "&hub.verify=async&hub.verify_token=x&hub.secret=&hub.lease_seconds=&a"))
        .isEqualTo(SubscriptionRequest.parse(FORM));
  }

  @Test
  void needsNeitherLeaseNorSecretToUnsubscribe() {
    String form = FORM.replace("=subscribe", "=unsubscribe");

    assertThat(SubscriptionRequest.parse(form + "&hub.lease_seconds=long&hub.secret=x"))
        .isEqualTo(new SubscriptionRequest(Mode.UNSUBSCRIBE, TOPIC, CALLBACK, null, null));
  }

  @Test
  void takesTheLongestLeaseThatANumberCanSay() {
    assertThat(SubscriptionRequest.parse(FORM + "&hub.lease_seconds=99999999999999999999").lease())
        .isEqualTo(Duration.ofSeconds(Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hub.topic=t&hub.callback=c                                     | 400 | hub.mode          | is missing; it must be subscribe or unsubscribe",
        "hub.mode=dance&hub.topic=t&hub.callback=c                      | 400 | hub.mode          | must be subscribe or unsubscribe",
        "hub.mode=Subscribe&hub.topic=t&hub.callback=c                  | 400 | hub.mode          | must be subscribe or unsubscribe",
        "hub.mode=subscribe&hub.callback=c                              | 400 | hub.topic         | is missing; it must be the self link of a feed",
        "hub.mode=subscribe&hub.topic=&hub.callback=c                   | 400 | hub.topic         | is missing",
        "hub.mode=subscribe&hub.topic=t                                 | 400 | hub.callback      | is missing; it must be a URL, such as https",
        "hub.mode=subscribe&hub.topic=t&hub.topic=u&hub.callback=c      | 400 | hub.topic         | must not be repeated",
        "hub.mode=subscribe&hub.topic=t&hub.callback=c&hub.lease_seconds=1h | 400 | hub.lease_seconds | must be a number of seconds, such as 86400",
        "hub.mode=subscribe&hub.topic=t&hub.callback=c&hub.lease_seconds=-1 | 400 | hub.lease_seconds | must be a number of seconds",
        "hub.mode=subscribe&hub.topic=t&hub.callback=c&hub.secret=%FF   | 400 | hub.secret        | must be UTF-8",
        "hub.mode=subscribe&hub.topic=t&hub.callback=http://a/%25zz       | 400 | hub.callback      | in UTF-8, with two hexadecimal digits after each %",
        "hub.mode=subscribe&hub.topic=t&hub.callback=http://a/%FF         | 400 | hub.callback      | in UTF-8",
        "hub.mode=subscribe&hub.topic=%zz&hub.callback=c                | 400 |                   | a percent sign itself is written %25",
      })
  void isRefusedWithTheParameterAndARightForm(
      String form, int status, String parameter, String detail) {
    assertRefused(form, status, parameter, detail);
  }

  @Test
  void isRefusedWithASecretOfMoreThan200Bytes() {
    assertThat(SubscriptionRequest.parse(FORM + "&hub.secret=" + "x".repeat(200)).secret())
        .hasSize(200);
    assertRefused(
        FORM + "&hub.secret=" + encoded("ü".repeat(101)),
        422,
        "hub.secret",
        "must have at most 200 bytes, not 202");
  }

  private static void assertRefused(String form, int status, String parameter, String detail) {
    assertThatThrownBy(() -> SubscriptionRequest.parse(form))
        .asInstanceOf(type(ProblemException.class))
        .extracting(ProblemException::problem)
        .satisfies(problem -> assertThat(problem.status()).isEqualTo(status))
        .satisfies(problem -> assertThat(problem.parameter()).isEqualTo(parameter))
        .extracting(Problem::detail)
        .asString()
        .contains(detail);
  }

  @Test
  void doesNotShowItsSecret() {
    assertThat(SubscriptionRequest.parse(FORM + "&hub.secret=hush"))
        .asString()
        .doesNotContain("hush");
  }
}
