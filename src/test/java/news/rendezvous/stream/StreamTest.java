package news.rendezvous.stream;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(StreamProfile.class)
class StreamTest {

  private static final Duration WAIT = Duration.ofSeconds(30);

  @TestHTTPResource("/stream")
  URI stream;

  private final List<Reader> readers = new ArrayList<>();
  private Items items;

  @BeforeEach
  void connect() {
    await().atMost(WAIT).until(() -> when().get("/q/health/ready").statusCode() == 200);
    items = new Items(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    await().atMost(WAIT).until(() -> metric("rendezvous_stream_open") == 0);
  }

  @AfterEach
  void disconnect() throws IOException {
    items.close();
    for (Reader reader : readers) {
      reader.close();
    }
  }

  private Reader read(String query, String... headers) throws IOException, InterruptedException {
    Reader reader = new Reader(URI.create(stream + query), headers);
    readers.add(reader);
    return reader;
  }

  @Test
  void isDescribedWhereTheRestOfTheInterfaceIs() {
    String described = given().get("/q/openapi").asString();

    assertThat(described).contains("/stream:", "/feed.{format}:", "Last-Event-ID");
  }

  @Test
  void tellsARecordAsItIs() throws Exception {
    NewsItem item = Items.item("quay", "Low tide");
    Reader reader = read("");

    items.publish(item);

    await().atMost(WAIT).until(() -> reader.events().size() == 1);
    Reader.Event event = reader.events().get(0);
    assertThat(event.type()).isEqualTo("published");
    assertThat(event.data().getBytes(StandardCharsets.UTF_8)).isEqualTo(Json.encode(item));
    assertThat(Position.parse(event.id())).isPresent();
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
    Reader reader = read("", "Accept", accept);

    assertThat(reader.header("Content-Type")).isEqualTo(type);
  }

  @Test
  void tellsOneLineOfJsonForEachEvent() throws Exception {
    NewsItem item = Items.item("quay", "Line\nid: 999\ndata: x ]]>");
    Reader reader = read("", "Accept", "application/x-ndjson");

    items.publish(item);

    await().atMost(WAIT).until(() -> reader.lines().stream().anyMatch(l -> l.contains("999")));
    List<JsonPath> lines =
        reader.lines().stream().filter(l -> !l.isEmpty()).map(JsonPath::from).toList();
    assertThat(lines)
        .extracting(line -> line.getString("event"))
        .containsExactly("position", "published");
    assertThat(lines.get(1).getString("data.id")).isEqualTo(item.id().toString());
    assertThat(Position.parse(lines.get(1).getString("id"))).isPresent();
  }

  @Test
  void tellsThatAnItemWasWithdrawnWhateverTheFilter() throws Exception {
    NewsItem item = Items.item("quay", "Taken back");
    items.publish(item);
    Reader reader = read("?source=elsewhere");

    items.withdraw(item);

    await().atMost(WAIT).until(() -> reader.events().size() == 1);
    assertThat(reader.events().get(0).type()).isEqualTo("withdrawn");
    assertThat(reader.events().get(0).data()).isEqualTo("{\"id\":\"" + item.id() + "\"}");
  }

  @Test
  void tellsOnlyWhatIsAskedFor() throws Exception {
    NewsItem wanted = Items.item("pier", "The ferry of the pier");
    Reader reader = read("?source=pier&q=FERRY&tag=harbour&lang=en&since=2026-03-03T12:00:00Z");

    items.publish(
        Items.item("quay", "The ferry of the quay"), Items.item("pier", "No boat"), wanted);

    await().atMost(WAIT).until(() -> reader.items().contains(wanted.id().toString()));
    assertThat(reader.items()).containsExactly(wanted.id().toString());
  }

  @Test
  void goesOnAfterARecordThatIsNoItem() throws Exception {
    NewsItem item = Items.item("quay", "After the spoilt one");
    Reader reader = read("");

    items.spoil();
    items.publish(item);

    await().atMost(WAIT).until(() -> reader.items().contains(item.id().toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "application/x-ndjson"})
  void givesASignOfLife(String accept) throws Exception {
    Reader reader = read("", "Accept", accept);
    String sign = accept.startsWith("text") ? ":" : "";

    await().atMost(WAIT).until(() -> reader.lines().stream().filter(sign::equals).count() >= 3);
  }

  @Test
  void tellsTheListenerOfNothingHowFarItIs() throws Exception {
    Reader reader = read("?source=nobody");
    String before = reader.lastId();

    items.publish(Items.item("quay", "Not asked for"));

    await().atMost(WAIT).until(() -> !reader.lastId().isEmpty() && !reader.lastId().equals(before));
    assertThat(reader.events()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void resumesWithoutGapOrRepetition(boolean byHeader) throws Exception {
    Reader first = read("");
    items.publish(Items.item("quay", "Before"));
    await().atMost(WAIT).until(() -> first.events().size() == 1);
    first.close();
    List<String> missed = new ArrayList<>();
    for (int batch = 0; batch < 10; batch++) {
      items.abort(Items.item("quay", "Given up"));
      missed.addAll(publish("Missed", StreamProfile.BUFFER));
    }

    Reader second =
        byHeader
            ? read("?from=overruled", "Last-Event-ID", first.lastId())
            : read("?from=" + first.lastId());
    missed.addAll(publish("Meanwhile", StreamProfile.BUFFER));

    await().atMost(WAIT).until(() -> second.events().size() >= missed.size());
    assertThat(second.items()).containsExactlyInAnyOrderElementsOf(missed);
    Reader third = read("", "Last-Event-ID", second.lastId());
    List<String> last = publish("Last", 1);
    await().atMost(WAIT).until(() -> !third.events().isEmpty());
    assertThat(third.items()).isEqualTo(last);
  }

  private List<String> publish(String title, int count) {
    NewsItem[] some =
        IntStream.range(0, count)
            .mapToObj(n -> Items.item("quay", title + " " + n))
            .toArray(NewsItem[]::new);
    items.publish(some);
    return Stream.of(some).map(item -> item.id().toString()).toList();
  }

  @Test
  void losesNothingWhileReadersComeAndGo() throws Exception {
    Reader reader = read("");
    await().atMost(WAIT).until(() -> !reader.lastId().isEmpty());
    List<String> published = new ArrayList<>();
    List<String> told = new ArrayList<>();
    Thread writer =
        new Thread(
            () -> {
              for (int batch = 0; batch < 100; batch++) {
                published.addAll(publish("Load", 17));
              }
            });
    writer.start();

    Reader current = reader;
    while (writer.isAlive()) {
      Reader next = current;
      int some = 40;
      await().atMost(WAIT).until(() -> next.events().size() >= some || !writer.isAlive());
      next.close();
      await().atMost(WAIT).until(next::isOver);
      told.addAll(next.items());
      current = read("", "Last-Event-ID", next.lastId());
    }
    Reader last = current;
    int rest = published.size() - told.size();
    await().atMost(WAIT).until(() -> last.events().size() >= rest);
    told.addAll(last.items());

    assertThat(told).containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void disconnectsAReaderThatDoesNotKeepUpAndNoOther() throws Exception {
    double before = metric("rendezvous_stream_ended_total{reason=\"slow\"}");
    Reader fast = read("");
    try (Socket slow = new Socket("127.0.0.1", stream.getPort())) {
      slow.getOutputStream()
          .write(
              "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      await().atMost(WAIT).until(() -> metric("rendezvous_stream_open") == 2);

      List<String> published = new ArrayList<>();
      await()
          .atMost(WAIT)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                published.addAll(publish("Long story ".repeat(3000), 20));
                return metric("rendezvous_stream_ended_total{reason=\"slow\"}") == before + 1;
              });

      await().atMost(WAIT).until(() -> fast.events().size() >= published.size());
      assertThat(fast.items()).containsExactlyInAnyOrderElementsOf(published);
      assertThat(fast.isOver()).isFalse();
    }
  }

  private static double metric(String name) {
    return when()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          from,  garbage
          from,  ''
          from,  AQ==
          from,  AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
          since, yesterday
          until, 2026-03-03
          source, no spaces
          """)
  void refusesWhatAParameterCannotBe(String name, String value) {
    Response reply = given().queryParam(name, value).get("/stream");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.contentType()).startsWith("application/problem+json");
    assertThat(reply.jsonPath().getString("parameter")).isEqualTo(name);
  }

  @Test
  void refusesAPositionThatTheTopicDoesNotHold() {
    String ahead = Position.of(1L << 40, 0, 0, 0).toString();

    Response reply = given().header("Last-Event-ID", ahead).get("/stream");

    assertThat(reply.statusCode()).isEqualTo(410);
    assertThat(reply.contentType()).startsWith("application/problem+json");
  }

  @Test
  void boundsTheStreamsOfOneAddress() throws Exception {
    for (int n = 0; n < StreamProfile.CONNECTIONS; n++) {
      assertThat(read("").status()).isEqualTo(200);
    }

    Response reply = when().get("/stream");

    assertThat(reply.statusCode()).isEqualTo(429);
    assertThat(reply.contentType()).startsWith("application/problem+json");
    readers.get(0).close();
    await().atMost(WAIT).until(() -> read("").status() == 200);
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
