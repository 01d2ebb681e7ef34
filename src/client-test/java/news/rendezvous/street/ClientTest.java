package news.rendezvous.street;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.util.List;
import news.rendezvous.client.ApiClient;
import news.rendezvous.client.ApiException;
import news.rendezvous.client.api.SourcesApi;
import news.rendezvous.client.model.Credentials;
import news.rendezvous.client.model.CredentialsBasic;
import news.rendezvous.client.model.PollResult;
import news.rendezvous.client.model.SourceDefinition;
import news.rendezvous.client.model.SourceState;
import news.rendezvous.client.model.SourceStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client that OpenAPI Generator makes from the description of the API, as a user would. */
@QuarkusTest
class ClientTest extends ServiceWalk {

  @TestHTTPResource("/")
  URI root;

  private SourcesApi api;

  @BeforeEach
  void connect() {
    api = api("test-token");
  }

  private SourcesApi api(String token) {
    ApiClient client = new ApiClient();
    client.updateBaseUri("http://%s:%d".formatted(root.getHost(), root.getPort()));
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return new SourcesApi(client);
  }

  @Test
  void addsReadsChangesAndDeletesASource() throws ApiException {
    upstream.serve("/client.xml", RSS, Feeds.burst("client", 2));
    String url = upstream.url("/client.xml");

    SourceState added =
        api.addSource(
            new SourceDefinition()
                .id("client")
                .url(url)
                .interval("PT24H")
                .putHeadersItem("X-Edition", "eu")
                .authorization(
                    new Credentials()
                        .basic(new CredentialsBasic().user("ines").password("s3cret"))));
    PollResult polled = api.pollSource("client");
    SourceState read = api.readSource("client");
    SourceState changed =
        api.replaceSource("client", read.getDefinition().title("Renamed").enabled(false));
    List<SourceState> disabled = api.listSources(10, "clien", SourceStatus.DISABLED, "renamed");
    api.deleteSource("client");

    assertThat(added.getId()).isEqualTo("client");
    assertThat(added.getAuthorization()).isEqualTo(SourceState.AuthorizationEnum.BASIC);
    assertThat(polled.getEntries()).isEqualTo(2);
    assertThat(read.getStatus()).isEqualTo(SourceStatus.ACTIVE);
    assertThat(read.getEntries()).isEqualTo(2);
    assertThat(read.getHistory()).isNotEmpty().allMatch(poll -> poll.getAt() != null);
    assertThat(read.getHeaders()).containsEntry("X-Edition", "eu");
    assertThat(changed.getTitle()).isEqualTo("Renamed");
    assertThat(changed.getEnabled()).isFalse();
    assertThat(disabled).extracting(SourceState::getId).containsExactly("client");
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api.readSource("client"))
        .satisfies(e -> assertThat(e.getCode()).isEqualTo(404))
        .withMessageContaining("urn:rendezvous:problem:unknown-source");
  }

  @Test
  void getsAProblemForAWrongToken() {
    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> api("wrong-token").readSource("client"))
        .satisfies(e -> assertThat(e.getCode()).isEqualTo(401));
  }

  @Test
  void isDescribedByTheDocumentThatIsServed() {
    JsonPath served =
        when().get("/q/openapi?format=json").then().statusCode(200).extract().jsonPath();

    assertThat(served.getString("openapi")).startsWith("3.1");
    assertThat(served.getMap("paths")).containsKey("/admin/sources/{id}");
    assertThat(served.getMap("components.securitySchemes")).containsOnlyKeys("bearer");
    assertThat(served.getString("paths.'/admin/opml'.put.operationId")).isEqualTo("importSources");
  }
}
