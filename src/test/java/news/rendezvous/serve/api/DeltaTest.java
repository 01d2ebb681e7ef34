package news.rendezvous.serve.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.UUID;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.serve.format.XmlFormatContract;
import news.rendezvous.serve.http.ReadyService;
import news.rendezvous.serve.http.ServingProfile;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deltas of feeds (RFC 3229 with the instance manipulation {@code feed}). */
@QuarkusTest
@TestProfile(ServingProfile.class)
class DeltaTest {

  /** Minutes by which the stories are older than those of the tests beside. */
  private static final int OLD = 5_000;

  @Inject Timeline timeline;
  @Inject InstantSource clock;

  private final String source = "delta-" + UUID.randomUUID();

  @BeforeEach
  void fillTheTimeline() {
    ReadyService.awaitView();
    put(1, "Alpha");
    put(2, "Beta");
  }

  private NewsItem put(int minutes, String title) {
    NewsItem item = SampleItems.item(OLD + minutes, title, source);
    Timelines.put(timeline, Timelines.held(item, clock.instant()));
    return item;
  }

  private String path(String format) {
    return "/feed." + format + "?source=" + source;
  }

  private Response delta(String format, String tag) {
    return given().header("A-IM", "feed").header("If-None-Match", tag).get(path(format));
  }

  private String tag(String format) {
    return given().get(path(format)).header("ETag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rss", "atom", "json"})
  void hasOnlyWhatIsNewOrChanged(String format) {
    String before = tag(format);
    put(2, "Beta, told otherwise");
    put(0, "Gamma");

    Response delta = delta(format, before);

    assertThat(delta.statusCode()).isEqualTo(226);
    assertThat(delta.header("IM")).isEqualTo("feed");
    assertThat(delta.header("Delta-Base")).isEqualTo(before);
    assertThat(delta.header("ETag")).isEqualTo(tag(format));
    assertThat(delta.headers().getValues("Cache-Control")).containsExactly("no-store, im");
    assertThat(delta.contentType()).isEqualTo(given().get(path(format)).contentType());
    assertThat(delta.header("Access-Control-Expose-Headers")).contains("Delta-Base", "IM");
    assertThat(delta.asString())
        .contains("Gamma", "Beta, told otherwise")
        .doesNotContain("Alpha")
        .contains("feed." + format + "?source=" + source);
    assertThat(delta(format, delta.header("ETag")).statusCode()).isEqualTo(304);
  }

  @Test
  void listsWhatWasWithdrawnSince() {
    NewsItem first = put(5, "Gone first");
    NewsItem second = put(6, "Gone later");
    Timelines.withdraw(timeline, first.id(), clock.instant());
    String before = tag("atom");
    Timelines.withdraw(timeline, second.id(), clock.instant());

    Response delta = delta("atom", before);

    assertThat(delta.statusCode()).isEqualTo(226);
    assertThat(XmlFormatContract.select(delta.asByteArray(), "//at:deleted-entry/@ref"))
        .containsExactly(second.id().toString());
    assertThat(XmlFormatContract.select(delta.asByteArray(), "//a:entry")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          A-IM   | feed                  | %s             | 226
          A-IM   | gzip, Feed;q=0.5      | %s             | 226
          A-IM   | feed ; q=0            | %s             | 200
          A-IM   | feed;q=0.000, gzip    | %s             | 200
          A-IM   | feeds                 | %s             | 200
          A-IM   | feed                  | W/%s           | 226
          A-IM   | feed                  | "other", %s    | 226
          A-IM   | feed                  | "other"        | 200
          A-IM   | feed                  | "AAAAAAAAAAAAAAAAAAAAAA" | 200
          A-IM   | vcdiff, feeds         | %s             | 200
          X-None | feed                  | %s             | 200
          """)
  void isForAKnownTagAndAClientThatAcceptsIt(
      String header, String manipulations, String tags, int status) {
    String before = tag("rss");
    put(0, "Gamma");

    given()
        .header(header, manipulations)
        .header("If-None-Match", tags.formatted(before))
        .get(path("rss"))
        .then()
        .statusCode(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br"})
  void isForTheTagOfEachContentCoding(String coding) {
    String before = given().header("Accept-Encoding", coding).get(path("json")).header("ETag");
    put(0, "Gamma");

    Response delta =
        given()
            .header("Accept-Encoding", coding)
            .header("A-IM", "feed")
            .header("If-None-Match", before)
            .head(path("json"));

    assertThat(before).endsWith("-" + coding + "\"");
    assertThat(delta.statusCode()).isEqualTo(226);
    assertThat(delta.header("Content-Encoding")).isEqualTo(coding);
    assertThat(delta.header("ETag")).endsWith("-" + coding + "\"").isNotEqualTo(before);
  }

  /** The other feed has the same items, and the client perhaps none of this one. */
  @Test
  void isNoneForTheTagOfAnotherFeed() {
    String other = given().get(path("rss") + "&limit=2").header("ETag");
    put(0, "Gamma");

    assertThat(delta("rss", other).statusCode()).isEqualTo(200);
  }

  @Test
  void isTheWholeDocumentWhereAllIsNew() {
    String before = tag("json");
    put(1, "Alpha, told otherwise");
    put(2, "Beta, told otherwise");

    Response whole = delta("json", before);

    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.header("Cache-Control")).startsWith("public");
  }

  /** A document that is cached for others is no answer to a client that accepts a delta. */
  @Test
  void isMadeThoughTheWholeDocumentIsCached() {
    String before = tag("rss");
    put(0, "Gamma");
    given().get(path("rss"));
    given().get(path("rss"));

    assertThat(delta("rss", before).statusCode()).isEqualTo(226);
  }
}
