package news.rendezvous.street;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import news.rendezvous.serve.http.ReadyService;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;

/** Has the running service write records of every kind, with every member that an item can have. */
final class EveryKind {

  /** The last words of {@code ce_type}. */
  static final List<String> TYPES = List.of("published", "updated", "duplicated", "withdrawn");

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final Upstream UPSTREAM = new Upstream();
  private static final String PICTURE = "getUrls?link=" + "1".repeat(32);
  private static final String QUAY = "getUrls?link=" + "2".repeat(32);
  private static final String NOBODY = "getUrls?link=" + "3".repeat(32);

  private static List<ConsumerRecord<String, String>> written = List.of();

  private EveryKind() {}

  /** All records, after the first time as they were then. */
  static synchronized List<ConsumerRecord<String, String>> records() {
    if (written.isEmpty()) {
      try (UPSTREAM) {
        written = write();
      }
    }
    return written;
  }

  private static List<ConsumerRecord<String, String>> write() {
    ReadyService.awaitReadiness();
    UPSTREAM.serve("/" + PICTURE, "image/png", "not looked at");
    UPSTREAM.serve("/" + QUAY, "text/plain", UPSTREAM.url("/quay"));
    add("quay", quay());
    add("harbour", harbour("It sails at ten."));
    add("courier", harbour("It sails at ten, the courier hears."));
    change("harbour", harbour("It sails at eleven."));
    add("gone", Feeds.burst("gone", 1));
    admin().delete("/admin/items/" + id("gone")).then().statusCode(204);
    return await()
        .atMost(WAIT)
        .until(
            () -> ItemsTopic.read(broker()),
            records ->
                records.stream().map(ItemsTopic::type).toList().containsAll(TYPES)
                    && records.stream().anyMatch(EveryKind::isChanged));
  }

  private static boolean isChanged(ConsumerRecord<String, String> record) {
    return record.value() != null && record.value().contains("at eleven");
  }

  private static String quay() {
    return Feeds.rss(Feeds.item("quay", UPSTREAM.url("/quay"), "Quay", "It is old."));
  }

  private static String harbour(String text) {
    return """
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel>
    <title>Harbour Courier</title><link>https://news.example.org/</link><language>en</language>
    <item><title>The night ferry</title><link>%s</link><guid isPermaLink="false">ferry-1</guid>
    <pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate><category>Harbour</category>
    <dc:creator>Ines Falk</dc:creator><dc:publisher>Harbour Press</dc:publisher>
    <description>Ten knots and forty berths.</description>
    <content:encoded><![CDATA[<p>%s</p><img src="%s" alt="Deck">
    <p><a href="%s">Quay</a> <a href="%s">Tides</a></p>]]></content:encoded>
    <enclosure url="https://news.example.org/horn.mp3" type="audio/mpeg" length="52000"/>
    <media:content url="https://news.example.org/crew.jpg" medium="image"
        xmlns:media="http://search.yahoo.com/mrss/"><media:description>The crew</media:description></media:content>
    <itunes:duration>0:42</itunes:duration><itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>
    <itunes:episodeType>bonus</itunes:episodeType><itunes:explicit>no</itunes:explicit></item></channel></rss>"""
        .formatted(UPSTREAM.url("/ferry"), text, PICTURE, QUAY, NOBODY);
  }

  private static void add(String source, String document) {
    UPSTREAM.serve("/" + source, "application/rss+xml", document);
    Map<String, String> body =
        Map.of(
            "id", source, "url", UPSTREAM.url("/" + source), "edition", "kinds", "title", source);
    admin().body(body).post("/admin/sources").then().statusCode(201);
    await().atMost(WAIT).until(() -> id(source) != null);
  }

  private static void change(String source, String document) {
    UPSTREAM.serve("/" + source, "application/rss+xml", document);
    admin().post("/admin/sources/" + source + "/poll").then().statusCode(200);
  }

  private static String id(String source) {
    return when().get("/sources/" + source + "/feed.json").jsonPath().getString("items[0].id");
  }

  private static RequestSpecification admin() {
    return given().header("Authorization", "Bearer test-token").contentType("application/json");
  }

  private static String broker() {
    return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
  }
}
