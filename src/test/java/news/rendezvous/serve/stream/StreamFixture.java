package news.rendezvous.serve.stream;

import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.http.ReadyService;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Writer of the items topic and clients of the stream, for tests of the running service. */
abstract class StreamFixture {

  static final Duration WAIT = Duration.ofSeconds(30);

  @TestHTTPResource("/stream")
  URI stream;

  final List<StreamClient> readers = new ArrayList<>();
  ItemsProducer items;

  @BeforeEach
  void connect() {
    ReadyService.awaitReadiness();
    items =
        new ItemsProducer(
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
  }

  @AfterEach
  void disconnect() throws IOException {
    items.close();
    for (StreamClient reader : readers) {
      reader.close();
    }
  }

  StreamClient read(String query, String... headers) throws IOException, InterruptedException {
    StreamClient reader = new StreamClient(URI.create(stream + query), headers);
    readers.add(reader);
    return reader;
  }

  /** Publishes items in one transaction and returns their ids. */
  List<String> publish(String title, int count) {
    NewsItem[] some =
        IntStream.range(0, count)
            .mapToObj(n -> ItemsProducer.item("quay", title + " " + n))
            .toArray(NewsItem[]::new);
    items.publish(some);
    return Stream.of(some).map(item -> item.id().toString()).toList();
  }

  /** Waits until the streams of earlier tests are closed. */
  static void awaitNoStreams() {
    await().atMost(WAIT).until(() -> metric("rendezvous_stream_open") == 0);
  }

  static double metric(String name) {
    return when()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }
}
