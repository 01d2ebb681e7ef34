package news.rendezvous.street;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.rendezvous.serve.http.ReadyService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The running service between a real upstream and its readers; the administration's requests. */
abstract class ServiceWalk {

  static final Duration WAIT = Duration.ofSeconds(30);
  static final String RSS = "application/rss+xml";
  static Upstream upstream;

  @BeforeAll
  static void openUpstream() {
    upstream = new Upstream();
  }

  @AfterAll
  static void closeUpstream() {
    upstream.close();
  }

  @BeforeEach
  void waitUntilReady() {
    ReadyService.awaitReadiness();
  }

  static void add(String id, String path, String edition) {
    admin()
        .body(Map.of("id", id, "url", upstream.url(path), "edition", edition, "interval", "PT24H"))
        .post("/admin/sources")
        .then()
        .statusCode(201);
  }

  static JsonPath poll(String id) {
    return admin()
        .post("/admin/sources/" + id + "/poll")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  static JsonPath state(String id) {
    return admin().get("/admin/sources/" + id).then().statusCode(200).extract().jsonPath();
  }

  /** The source's own feed, once it has that many items. */
  static JsonPath carried(String id, int count) {
    return await()
        .atMost(WAIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> when().get("/sources/" + id + "/feed.json").jsonPath(),
            feed -> feed.getList("items").size() == count);
  }

  static List<ConsumerRecord<String, String>> records(String id) {
    String broker = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    return ItemsTopic.read(broker).stream().filter(record -> id.equals(record.key())).toList();
  }

  static RequestSpecification admin() {
    return given().header("Authorization", "Bearer test-token").contentType("application/json");
  }
}
