package news.rendezvous.admin.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcActivationTest {

  private static boolean enabled(Map<String, String> properties, Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new OidcActivation())
        .withSources(
            new PropertiesConfigSource(properties, "test", 250),
            new EnvConfigSource(environment, 300))
        .build()
        .getValue("quarkus.oidc.tenant-enabled", boolean.class);
  }

  @Test
  void isOffWithoutAProvider() {
    assertThat(enabled(Map.of(), Map.of())).isFalse();
    assertThat(enabled(Map.of("quarkus.oidc.client-id", "news"), Map.of())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "quarkus.oidc.auth-server-url, https://login.example/realms/news, true",
    "quarkus.oidc.public-key, MIIB, true",
    "quarkus.oidc.auth-server-url, '', false"
  })
  void isOnWithAProviderOrItsKey(String key, String value, boolean on) {
    assertThat(enabled(Map.of(key, value), Map.of())).isEqualTo(on);
  }

  @Test
  void readsVariables() {
    assertThat(enabled(Map.of(), Map.of("QUARKUS_OIDC_AUTH_SERVER_URL", "https://login.example/")))
        .isTrue();
  }

  @Test
  void leavesTheLastWordToTheOperator() {
    assertThat(
            enabled(
                Map.of(
                    "quarkus.oidc.auth-server-url", "https://login.example/",
                    "quarkus.oidc.tenant-enabled", "false"),
                Map.of()))
        .isFalse();
  }
}
