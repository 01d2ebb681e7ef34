package news.rendezvous.serve.stream;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.StreamPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(StreamProfile.class)
class StreamTest extends StreamFixture {

  @Test
  void isDescribedInTheOpenApiDocument() {
    String described = given().get("/q/openapi").asString();

    assertThat(described).contains("/stream:", "/feed.{format}:", "Last-Event-ID");
  }

  @Test
  void sendsARecordUnchanged() throws Exception {
    NewsItem item = ItemsProducer.item("quay", "Low tide");
    StreamClient reader = read("");

    items.publish(item);

    await().atMost(WAIT).until(() -> reader.events().size() == 1);
    StreamClient.Event event = reader.events().get(0);
    assertThat(event.type()).isEqualTo("published");
    assertThat(event.data().getBytes(StandardCharsets.UTF_8)).isEqualTo(Json.encode(item));
    assertThat(StreamPosition.parse(event.id())).isPresent();
    assertThat(reader.header("Content-Type")).isEqualTo("text/event-stream");
    assertThat(reader.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reader.header("X-Accel-Buffering")).isEqualTo("no");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          application/x-ndjson,                            application/x-ndjson
          'text/event-stream;q=0.5, application/x-ndjson', application/x-ndjson
          text/html,                                       text/event-stream
          'application/x-ndjson;q=0, */*',                 text/event-stream
          """)
  void writesWhatTheClientPrefers(String accept, String type) throws Exception {
    StreamClient reader = read("", "Accept", accept);

    assertThat(reader.header("Content-Type")).isEqualTo(type);
  }

  @Test
  void writesOneLineOfJsonForEachEvent() throws Exception {
    NewsItem item = ItemsProducer.item("quay", "Line\nid: 999\ndata: x ]]>");
    StreamClient reader = read("", "Accept", "application/x-ndjson");

    items.publish(item);

    await().atMost(WAIT).until(() -> reader.lines().stream().anyMatch(l -> l.contains("999")));
    List<JsonPath> lines =
        reader.lines().stream().filter(l -> !l.isEmpty()).map(JsonPath::from).toList();
    assertThat(lines)
        .extracting(line -> line.getString("event"))
        .containsExactly("position", "published");
    assertThat(lines.get(1).getString("data.id")).isEqualTo(item.id().toString());
    assertThat(StreamPosition.parse(lines.get(1).getString("id"))).isPresent();
  }

  @Test
  void sendsWithdrawalsWhateverTheFilter() throws Exception {
    NewsItem item = ItemsProducer.item("quay", "Taken back");
    items.publish(item);
    StreamClient reader = read("?source=elsewhere");

    items.withdraw(item);

    await().atMost(WAIT).until(() -> reader.events().size() == 1);
    assertThat(reader.events().get(0).type()).isEqualTo("withdrawn");
    assertThat(reader.events().get(0).data()).isEqualTo("{\"id\":\"" + item.id() + "\"}");
  }

  @Test
  void filtersEvents() throws Exception {
    NewsItem wanted = ItemsProducer.item("pier", "The ferry of the pier");
    StreamClient reader =
        read("?source=pier&q=FERRY&tag=harbour&lang=en&since=2026-03-03T12:00:00Z");

    items.publish(
        ItemsProducer.item("quay", "The ferry of the quay"),
        ItemsProducer.item("pier", "No boat"),
        wanted);

    await().atMost(WAIT).until(() -> reader.items().contains(wanted.id().toString()));
    assertThat(reader.items()).containsExactly(wanted.id().toString());
  }

  @Test
  void skipsPoisonRecords() throws Exception {
    NewsItem item = ItemsProducer.item("quay", "After the spoilt one");
    StreamClient reader = read("");

    items.spoil();
    items.publish(item);

    await().atMost(WAIT).until(() -> reader.items().contains(item.id().toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "application/x-ndjson"})
  void sendsHeartbeats(String accept) throws Exception {
    StreamClient reader = read("", "Accept", accept);
    String sign = accept.startsWith("text") ? ":" : "";

    await().atMost(WAIT).until(() -> reader.lines().stream().filter(sign::equals).count() >= 3);
  }

  @Test
  void advancesThePositionOfAClientWhoseFilterMatchesNothing() throws Exception {
    StreamClient reader = read("?source=nobody");
    String before = reader.lastId();

    items.publish(ItemsProducer.item("quay", "Not asked for"));

    await().atMost(WAIT).until(() -> !reader.lastId().isEmpty() && !reader.lastId().equals(before));
    assertThat(reader.events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          from,  garbage
          from,  ''
          from,  AQ==
          since, yesterday
          until, 2026-03-03
          source, no spaces
          """)
  void refusesInvalidParameters(String name, String value) {
    Response reply = given().queryParam(name, value).get("/stream");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.contentType()).startsWith("application/problem+json");
    assertThat(reply.jsonPath().getString("parameter")).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "application/x-ndjson"})
  void compressesEachEventForItself(String accept) throws Exception {
    NewsItem first = ItemsProducer.item("quay", "Low tide 潮");
    StreamClient plain = read("", "Accept", accept);
    StreamClient early = read("", "Accept", accept, "Accept-Encoding", "br, gzip;q=0.9");
    items.publish(first);
    await().atMost(WAIT).until(() -> contains(early, first) && contains(plain, first));
    StreamClient late = read("", "Accept", accept, "Accept-Encoding", "gzip");
    NewsItem second = ItemsProducer.item("quay", "High tide");

    items.publish(second);

    await().atMost(WAIT).until(() -> contains(early, second) && contains(late, second));
    await().atMost(WAIT).until(() -> contains(plain, second));
    assertThat(early.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(plain.header("Content-Encoding")).isEmpty();
    assertThat(early.header("Vary")).isEqualTo("Accept, Accept-Encoding");
    assertThat(withoutHeartbeats(early)).isEqualTo(withoutHeartbeats(plain));
    assertThat(withoutHeartbeats(plain))
        .contains(withoutHeartbeats(late).get(withoutHeartbeats(late).size() - 1));
  }

  private static boolean contains(StreamClient reader, NewsItem item) {
    return reader.lines().stream().anyMatch(line -> line.contains(item.id().toString()));
  }

  private static List<String> withoutHeartbeats(StreamClient reader) {
    return reader.lines().stream().filter(line -> line.length() > 1).toList();
  }

  @Test
  void answersHeadAndNoOtherMethod() {
    Response head = given().accept("application/x-ndjson").head("/stream");
    Response posted = when().post("/stream");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.contentType()).isEqualTo("application/x-ndjson");
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.header("Allow")).isEqualTo("GET, HEAD");
  }
}
