package news.rendezvous.serve.stream;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import news.rendezvous.view.StreamPosition;
import org.junit.jupiter.api.Test;

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
    List<String> missed = new ArrayList<>(publish("Missed", 3 * StreamProfile.BUFFER));
    items.spoil();
    items.publish(ItemsProducer.item("pier", "Of another source"));

    StreamClient all = read("?from=" + first.lastId(), "Accept-Encoding", "gzip");
    StreamClient some = read("?source=quay&from=" + first.lastId(), "Accept-Encoding", "gzip");
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

  @Test
  void refusesAPositionThatTheTopicDoesNotHold() {
    String ahead = StreamPosition.of(1L << 40, 0, 0, 0).toString();

    Response reply = given().header("Last-Event-ID", ahead).get("/stream");

    assertThat(reply.statusCode()).isEqualTo(410);
    assertThat(reply.contentType()).startsWith("application/problem+json");
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
