package news.rendezvous.view.saved;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookConstraintsTest {

  @ParameterizedTest
  @CsvSource({"23, false", "24, true", "64, true", "65, false"})
  void acceptsKeysOfStandardWebhooks(int bytes, boolean valid) {
    String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);

    assertThat(WebhookConstraints.secret(secret).isEmpty()).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "200, true", "201, false"})
  void acceptsOtherTexts(int bytes, boolean valid) {
    assertThat(WebhookConstraints.secret("k".repeat(bytes)).isEmpty()).isEqualTo(valid);
  }

  @Test
  void countsTheBytesOfUtf8() {
    assertThat(WebhookConstraints.secret("港".repeat(66))).isEmpty();
    assertThat(WebhookConstraints.secret("港".repeat(67))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_", "whsec_no base64!", "two\nlines"})
  void refusesWithoutRepeatingTheSecret(String secret) {
    assertThat(WebhookConstraints.secret(secret))
        .hasValueSatisfying(
            form ->
                assertThat(form)
                    .startsWith("must be whsec_ and the base64 of 24 to 64 bytes")
                    .doesNotContain("no base64!", "two\nlines"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://chat.example/hook, true",
    "http://chat.example:8443/hook, true",
    "ftp://chat.example/, false",
    "https://user:word@chat.example/, false",
    "chat.example/hook, false"
  })
  void acceptsWebAddresses(String url, boolean valid) {
    assertThat(WebhookConstraints.url(url).isEmpty()).isEqualTo(valid);
  }

  @Test
  void namesTheTypesOfEvents() {
    assertThat(WebhookConstraints.event("withdrawn")).isEmpty();
    assertThat(WebhookConstraints.event("PUBLISHED"))
        .hasValue("must be of published, updated, duplicated, withdrawn, such as published");
  }
}
