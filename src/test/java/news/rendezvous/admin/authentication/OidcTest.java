package news.rendezvous.admin.authentication;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens of an OpenID Connect provider that is down when the service starts. */
@QuarkusTest
@TestProfile(OperatorProfile.class)
class OidcTest {

  private static OidcProvider provider;

  // The first requests find no provider, the later ones one that has come up.
  @BeforeAll
  static void recoversFromAProviderThatWasDown() throws IOException {
    provider =
        new OidcProvider(
            ConfigProvider.getConfig().getValue(OperatorProfile.PROVIDER, String.class));
    String token = token("admin");
    ask(token)
        .statusCode(503)
        .contentType("application/problem+json")
        .body("detail", containsString("the OpenID Connect provider"));
    ask("test-token").statusCode(200);

    provider.start();

    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> ask(token).statusCode(200));
  }

  @AfterAll
  static void stop() {
    provider.stop();
  }

  private static ValidatableResponse ask(String token) {
    return given()
        .port(ConfigProvider.getConfig().getValue(OperatorProfile.PORT, Integer.class))
        .header("Authorization", "Bearer " + token)
        .get("/admin/sources")
        .then();
  }

  private static Instant now() {
    return InstantSource.system().instant();
  }

  private static String token(String... groups) {
    return provider.token(Jwt.claims().groups(Set.of(groups)), now());
  }

  private static void refused(String token) {
    refused(token, "it is neither the configured token nor an access token");
  }

  private static void refused(String token, String reason) {
    ask(token)
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", is("Bearer realm=\"rendezvous\", error=\"invalid_token\""))
        .body("detail", containsString("The token was not accepted: " + reason))
        .body("detail", not(containsString(token)));
  }

  @Test
  void admitsTheRole() {
    ask(token("reader", "admin")).statusCode(200);
  }

  @Test
  void admitsTheRoleWhereKeycloakHasIt() {
    Map<String, List<String>> access = Map.of("roles", List.of("offline_access", "admin"));

    ask(provider.token(Jwt.claims().claim("realm_access", access), now())).statusCode(200);
  }

  @Test
  void admitsTheConfiguredToken() {
    ask("test-token").statusCode(200);
  }

  @Test
  void refusesAnotherRole() {
    ask(token("reader", "Admin", "administrator"))
        .statusCode(403)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", is("Bearer realm=\"rendezvous\", error=\"insufficient_scope\""))
        .body("detail", containsString("the role admin"));
  }

  @Test
  void refusesATokenOfAnotherTime() {
    refused(
        provider.token(Jwt.claims().groups("admin"), now().minus(Duration.ofHours(1))),
        "it has expired");
    refused(
        provider.token(
            Jwt.claims().groups("admin").claim("nbf", now().plusSeconds(200).getEpochSecond()),
            now()),
        "it is not valid yet");
  }

  @Test
  void refusesATokenOfAnotherIssuerOrForAnotherAudience() {
    refused(
        provider.signed(
            Jwt.claims()
                .groups("admin")
                .issuer("http://127.0.0.1:1/other")
                .audience(OidcProvider.AUDIENCE),
            now()),
        "its issuer (iss)");

    String issuer = ConfigProvider.getConfig().getValue(OperatorProfile.PROVIDER, String.class);
    refused(
        provider.signed(Jwt.claims().groups("admin").issuer(issuer).audience("another"), now()),
        "it is for another audience (aud)");
  }

  @Test
  void refusesForgedTokens() {
    String token = token("admin");
    String body = token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);

    refused(provider.forged());
    refused(token.substring(0, token.lastIndexOf('.') + 1));
    refused("eyJhbGciOiJub25lIn0" + body); // {"alg":"none"}
    refused(token.replace('.', '-'));
    refused("opaque");
  }
}
