package news.rendezvous.serve.stream;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.StreamPosition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resuming, slow and too many clients. */
@QuarkusTest
@TestProfile(StreamProfile.class)
class StreamResumeTest extends StreamFixture {

  @Test
  void resumesWithoutGapOrRepetition() throws Exception {
    StreamClient first = read("");
    items.publish(ItemsProducer.item("quay", "Before"));
    await().atMost(WAIT).until(() -> first.events().size() == 1);
    first.close();
    List<String> missed = new ArrayList<>();
    for (int batch = 0; batch < 4; batch++) {
      items.abort(ItemsProducer.item("quay", "Given up"));
      missed.addAll(publish("Missed", StreamProfile.BUFFER));
    }

    StreamClient second = read("?from=overruled", "Last-Event-ID", first.lastId());
    missed.addAll(publish("Meanwhile", StreamProfile.BUFFER));

    await().atMost(WAIT).until(() -> second.events().size() >= missed.size());
    assertThat(second.items()).containsExactlyInAnyOrderElementsOf(missed);
    StreamClient third = read("?from=" + second.lastId());
    List<String> last = publish("Last", 1);
    await().atMost(WAIT).until(() -> !third.events().isEmpty());
    assertThat(third.items()).isEqualTo(last);
  }

  @Test
  void resumesCompressedAndFiltered() throws Exception {
    StreamClient first = read("");
    await().atMost(WAIT).until(() -> !first.lastId().isEmpty());
    String from = first.lastId();
    List<String> missed = new ArrayList<>(publish("Missed", 3 * StreamProfile.BUFFER));
    items.spoil();
    items.publish(ItemsProducer.item("pier", "Of another source"));

    StreamClient all = read("?from=" + from, "Accept-Encoding", "gzip");
    StreamClient some = read("?source=quay&from=" + from, "Accept-Encoding", "gzip");
    missed.addAll(publish("Meanwhile", 5));

    await().atMost(WAIT).until(() -> some.events().size() >= missed.size());
    await().atMost(WAIT).until(() -> all.events().size() >= missed.size() + 1);
    assertThat(some.items()).containsExactlyInAnyOrderElementsOf(missed);
    assertThat(all.items()).containsAll(missed).hasSize(missed.size() + 1);
    assertThat(all.header("Content-Encoding")).isEqualTo("gzip");
  }

  @Test
  void losesNothingWhileClientsReconnect() throws Exception {
    StreamClient reader = read("");
    await().atMost(WAIT).until(() -> !reader.lastId().isEmpty());
    List<String> published = new ArrayList<>();
    List<String> received = new ArrayList<>();
    Thread writer =
        new Thread(
            () -> {
              for (int batch = 0; batch < 20; batch++) {
                published.addAll(publish("Load", 17));
              }
            });
    writer.start();

    StreamClient current = reader;
    while (writer.isAlive()) {
      StreamClient next = current;
      int some = 40;
      await().atMost(WAIT).until(() -> next.events().size() >= some || !writer.isAlive());
      next.close();
      await().atMost(WAIT).until(next::isOver);
      received.addAll(next.items());
      current = read("", "Last-Event-ID", next.lastId());
    }
    StreamClient last = current;
    int rest = published.size() - received.size();
    await().atMost(WAIT).until(() -> last.events().size() >= rest);
    received.addAll(last.items());

    assertThat(received).containsExactlyInAnyOrderElementsOf(published);
  }

  @Test
  void disconnectsASlowClientAndNoOther() throws Exception {
    awaitNoStreams();
    double before = metric("rendezvous_stream_ended_total{reason=\"slow\"}");
    StreamClient fast = read("");
    try (Socket slow = new Socket()) {
      slow.setReceiveBufferSize(4096); // before it connects, so that the window stays small
      slow.connect(new InetSocketAddress("127.0.0.1", stream.getPort()));
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

  static Stream<StreamPosition> positionsOfATopicThatWasMadeAgain() {
    return Stream.of(
        StreamPosition.of(1L << 40, 0, 0, 0),
        StreamPosition.of(LongStream.range(0, 200).toArray()));
  }

  @ParameterizedTest
  @MethodSource("positionsOfATopicThatWasMadeAgain")
  void refusesAPositionThatTheTopicDoesNotHold(StreamPosition position) throws Exception {
    Response reply =
        given()
            .header("Last-Event-ID", position.toString())
            .get("/stream?lang=en&from=earliest&q=ferry&source=z&source=y");

    assertThat(reply.statusCode()).isEqualTo(410);
    assertThat(reply.contentType()).startsWith("application/problem+json");
    assertThat(reply.jsonPath().getString("snapshot"))
        .isEqualTo(stream.resolve("/feed.json?source=y&source=z&lang=en&q=ferry").toString());
    assertThat(read("?from=" + reply.jsonPath().getString("earliest")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "last tuesday",
        "latest",
        "Earliest",
        "2026-03-01",
        "2026-13-01T08:00:00Z",
        "1767225600000"
      })
  void refusesAStartThatIsNone(String from) {
    given()
        .queryParam("from", from)
        .get("/stream")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("parameter", is("from"))
        .body("detail", containsString("2026-03-01T08:00:00Z"));
    given()
        .header("Last-Event-ID", "earliest")
        .get("/stream")
        .then()
        .statusCode(400)
        .body("parameter", is("Last-Event-ID"));
  }

  @Test
  void beginsWithTheEarliestRecord() throws Exception {
    NewsItem first = ItemsProducer.item("quay-early", "First");
    NewsItem second = ItemsProducer.item("quay-early", "Second");
    items.publish(first);
    items.publish(second);

    StreamClient reader = read("?source=quay-early&from=earliest");

    await().atMost(WAIT).until(() -> reader.events().size() == 2);
    assertThat(reader.items())
        .containsExactlyInAnyOrder(first.id().toString(), second.id().toString());
  }

  @Test
  void beginsWithTheFirstRecordOfATimeOrLater() throws Exception {
    items.publish(ItemsProducer.item("quay-time", "Before"));
    Instant time = Instant.now().plusMillis(1);
    await().until(() -> Instant.now().isAfter(time));
    NewsItem first = ItemsProducer.item("quay-time", "After");
    items.publish(first);

    StreamClient reader = read("?source=quay-time&from=" + time);
    NewsItem second = ItemsProducer.item("quay-time", "Live");
    items.publish(second);

    await().atMost(WAIT).until(() -> reader.events().size() == 2);
    assertThat(reader.items()).containsExactly(first.id().toString(), second.id().toString());
  }

  @Test
  void isLiveFromATimeThatIsYetToCome() throws Exception {
    items.publish(ItemsProducer.item("quay-future", "Before"));

    StreamClient reader = read("?source=quay-future&from=2999-01-01T00:00:00%2B01:00");
    await().atMost(WAIT).until(() -> !reader.lastId().isEmpty());
    NewsItem live = ItemsProducer.item("quay-future", "Live");
    items.publish(live);

    await().atMost(WAIT).until(() -> !reader.events().isEmpty());
    assertThat(reader.items()).containsExactly(live.id().toString());
  }

  /** A topic that was made again may have as many records as the one before. */
  @Test
  void refusesTheSameOffsetsOfAnotherTopic() throws Exception {
    StreamClient reader = read("?source=nobody");
    await().atMost(WAIT).until(() -> !reader.lastId().isEmpty());
    StreamPosition here = StreamPosition.parse(reader.lastId()).orElseThrow();
    StreamPosition there = here.in(new Uuid(19, 88));

    assertThat(read("?from=" + here).status()).isEqualTo(200);
    assertThat(given().get("/stream?from=" + there).statusCode()).isEqualTo(410);
  }

  @Test
  void refusesAPositionOnceRecordsAfterItHaveExpired() throws Exception {
    StreamClient reader = read("?source=nobody");
    await().atMost(WAIT).until(() -> !reader.lastId().isEmpty());
    String before = reader.lastId();
    publish("Expires", 8 * StreamProfile.BUFFER);
    await().atMost(WAIT).until(() -> !reader.lastId().equals(before));
    assertThat(read("?from=" + before).status()).isEqualTo(200);

    items.expireAll();

    Response gone = given().get("/stream?from=" + before);
    assertThat(gone.statusCode()).isEqualTo(410);
    // A stream that is open moves over the marker of the last transaction, too.
    String earliest = gone.jsonPath().getString("earliest");
    await().atMost(WAIT).until(() -> reader.lastId().equals(earliest));
    List<StreamClient> resumed =
        List.of(
            read("?source=quay-rest&from=" + earliest),
            read("?source=quay-rest", "Last-Event-ID", reader.lastId()));
    NewsItem next = ItemsProducer.item("quay-rest", "Next");
    items.publish(next);
    for (StreamClient rest : resumed) {
      await().atMost(WAIT).until(() -> !rest.events().isEmpty());
      assertThat(rest.items()).containsExactly(next.id().toString());
    }
  }

  /** A feed leads to a stream with all events that are not in its document, and no others. */
  @ParameterizedTest
  @ValueSource(strings = {"/feed.rss", "/feed.atom", "/feed.json"})
  void followsAFeedWithoutAGap(String path) throws Exception {
    String source = "quay-gapless" + path.substring(path.indexOf('.') + 1);
    NewsItem shown = ItemsProducer.item(source, "Shown");
    items.publish(shown);
    await()
        .atMost(WAIT)
        .until(() -> given().get(path + "?source=" + source).asString().contains("Shown"));

    String link = streamOf(given().get(path + "?source=" + source));
    NewsItem missed = ItemsProducer.item(source, "Missed");
    items.publish(missed);

    assertThat(link).contains("/stream?source=" + source + "&from=");
    StreamClient reader = read(link.substring(link.indexOf('?')));
    await().atMost(WAIT).until(() -> !reader.events().isEmpty());
    assertThat(reader.items()).containsExactly(missed.id().toString());
  }

  private static String streamOf(Response feed) {
    return Stream.of(feed.header("Link").split(", "))
        .filter(link -> link.endsWith("; rel=\"alternate\"; type=\"text/event-stream\""))
        .map(link -> link.substring(1, link.indexOf('>')))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void limitsTheStreamsOfOneAddress() throws Exception {
    awaitNoStreams();
    for (int n = 0; n < StreamProfile.CONNECTIONS; n++) {
      assertThat(read("").status()).isEqualTo(200);
    }

    Response reply = when().get("/stream");

    assertThat(reply.statusCode()).isEqualTo(429);
    assertThat(reply.contentType()).startsWith("application/problem+json");
    readers.get(0).close();
    await().atMost(WAIT).until(() -> read("").status() == 200);
  }
}
