package news.rendezvous.ingest.fetch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import news.rendezvous.ingest.fetch.FetchConfig;
import news.rendezvous.ingest.fetch.FetchSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserAgentTest {

  @ParameterizedTest
  @CsvSource({
    "https://news.example.org/about, https://news.example.org/about",
    "https://news.example.org, https://news.example.org/",
    "ops@example.org, ops@example.org",
    "mailto:ops@example.org, mailto:ops@example.org",
    "https://news.example.org/über(uns), https://news.example.org/%C3%BCber%28uns%29"
  })
  void namesProductVersionAndContact(String contact, String written) {
    FetchConfig config = FetchSettings.of("contact", contact, "user-agent", "Rendezvous/7");

    UserAgent agent = UserAgent.of(config);

    assertThat(agent).isEqualTo(new UserAgent("Rendezvous/7 (+" + written + ")", true));
  }

  @Test
  void usesThePublicUrlAsDefaultContact() {
    FetchConfig config = FetchSettings.withPublicUrl("https://news.example.org/rendezvous");

    assertThat(UserAgent.of(config).value())
        .isEqualTo("Rendezvous/0 (+https://news.example.org/rendezvous)");
  }

  @Test
  void hasNoContactByDefault() {
    assertThat(UserAgent.of(FetchSettings.defaults()))
        .isEqualTo(new UserAgent("Rendezvous/0", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"the ops team", "ftp://example.org/", "a\r\nX-Evil: 1", "ops@(x)"})
  void rejectsAnInvalidContactWithAnExample(String contact) {
    assertThatThrownBy(() -> UserAgent.of(FetchSettings.of("contact", contact)))
        .hasMessageStartingWith("rendezvous.fetch.contact is '")
        .hasMessageContaining("https://news.example.org/about or ops@example.org");
  }
}
