package news.rendezvous.street;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, ended in the middle of its work: nothing lost, nothing twice. */
class KilledIT {

  private static final Duration WAIT = Duration.ofSeconds(90);
  private static final int SOURCES = 6;
  private static final int ENTRIES = 40;

  @TempDir Path dir;

  private final Upstream upstream = new Upstream();
  private final int http = freePort();
  private final int kafka = freePort();
  private Process service;

  @AfterEach
  void stop() {
    service.destroyForcibly();
    upstream.close();
  }

  @Test
  void losesNothingAndWritesNothingTwice() throws Exception {
    IntStream.range(0, SOURCES)
        .forEach(
            n -> upstream.serve("/s" + n, "application/rss+xml", Feeds.burst("s" + n, ENTRIES)));
    start();
    IntStream.range(0, SOURCES).forEach(this::add);
    await().atMost(WAIT).until(() -> served() > 0);
    kill();

    start();
    List<CompletableFuture<Void>> polls =
        IntStream.range(0, SOURCES).mapToObj(this::pollBeside).toList();
    polls.get(0).join();
    kill();

    start();
    IntStream.range(0, SOURCES).forEach(this::poll);
    await().atMost(WAIT).until(() -> served() == SOURCES * ENTRIES);
    List<ConsumerRecord<String, String>> records = ItemsTopic.read("127.0.0.1:" + kafka);
    assertThat(records)
        .extracting(record -> JsonPath.from(record.value()).getString("_rendezvous.guid"))
        .containsExactlyInAnyOrderElementsOf(guids());
    assertThat(records).extracting(ItemsTopic::type).containsOnly("published");
  }

  @Test
  void endsStreamsWithAPositionWhenItIsToldToStop() throws Exception {
    start();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(RestAssured.baseURI + "/stream")).build();
    HttpResponse<Stream<String>> stream =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .build()
            .send(request, HttpResponse.BodyHandlers.ofLines());

    service.destroy(); // SIGTERM

    assertThat(stream.body().filter(line -> line.startsWith("id: "))).hasSize(2);
  }

  private static List<String> guids() {
    return IntStream.range(0, SOURCES)
        .boxed()
        .flatMap(n -> IntStream.range(0, ENTRIES).mapToObj(m -> "s%d-%d".formatted(n, m)))
        .toList();
  }

  private void start() throws IOException {
    Path jar = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1", // runs for seconds
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString())
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(dir.toFile(), "log")));
    builder
        .environment()
        .putAll(
            Map.of(
                "QUARKUS_HTTP_PORT", String.valueOf(http),
                "RENDEZVOUS_EMBEDDED_KAFKA_PORT", String.valueOf(kafka),
                "RENDEZVOUS_FETCH_ALLOWED_NETWORKS", "127.0.0.0/8",
                "RENDEZVOUS_FETCH_PER_HOST_GAP", "0s",
                "RENDEZVOUS_FETCH_PER_HOST_CONCURRENCY", "8",
                "RENDEZVOUS_ADMIN_TOKEN", "test-token"));
    service = builder.start();
    RestAssured.baseURI = "http://127.0.0.1:" + http;
    RestAssured.port = http;
    await()
        .atMost(WAIT)
        .ignoreExceptions()
        .until(() -> given().get("/q/health/ready").statusCode() == 200);
  }

  private void kill() throws InterruptedException {
    service.destroyForcibly().waitFor(); // SIGKILL
  }

  private void add(int n) {
    admin()
        .body(
            Map.of(
                "id",
                "s" + n,
                "url",
                upstream.url("/s" + n),
                "interval",
                "PT24H",
                "edition",
                "e" + n % 2))
        .post("/admin/sources")
        .then()
        .statusCode(201);
  }

  private CompletableFuture<Void> pollBeside(int n) {
    return CompletableFuture.runAsync(() -> poll(n)).exceptionally(killedMeanwhile -> null);
  }

  private void poll(int n) {
    admin().post("/admin/sources/s" + n + "/poll").then().statusCode(200);
  }

  private static io.restassured.specification.RequestSpecification admin() {
    return given().header("Authorization", "Bearer test-token").contentType("application/json");
  }

  private static int served() {
    return Stream.of(0, 1, 2, 3, 4, 5)
        .mapToInt(
            n ->
                given()
                    .queryParam("limit", 500)
                    .get("/sources/s" + n + "/feed.json")
                    .jsonPath()
                    .getList("items")
                    .size())
        .sum();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
