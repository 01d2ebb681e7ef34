package news.rendezvous.street;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import news.rendezvous.consuming.NewsReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The AsyncAPI document against records of the running service, and the other way round. */
@QuarkusTest
@TestProfile(ConsumingProfile.class)
class AsyncApiTest {

  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject NewsReader reader;

  private List<ConsumerRecord<String, String>> records;
  private JsonNode asyncApi;

  @BeforeEach
  void readWhatIsPublishedAndWhatIsWritten() throws Exception {
    records = EveryKind.records();
    asyncApi = new YAMLMapper().readTree(when().get("/asyncapi.yaml").asString());
  }

  @Test
  void theAsyncApiDocumentNamesTheHeadersOfEveryRecord() {
    JsonNode headers = asyncApi.at("/components/schemas/headers");
    String[] named = JSON.convertValue(headers.get("required"), String[].class);

    assertThat(headers.get("properties").fieldNames()).toIterable().containsExactly(named);
    assertThat(records)
        .allSatisfy(
            record -> assertThat(headers(record).fieldNames()).toIterable().containsExactly(named));
  }

  @Test
  void theAsyncApiDocumentHasAMessageForEveryKindOfRecord() {
    assertThat(asyncApi.at("/channels/items/messages").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(EveryKind.TYPES);
    assertThat(records)
        .allSatisfy(
            record -> {
              NewsItemSchema own = headersOf(ItemsTopic.type(record));
              assertThat(own.faults(headers(record).toString())).isEmpty();
            });
  }

  @Test
  void aMessageOfOneKindIsNoneOfAnother() {
    String headers = headers(records.get(0)).toString();

    assertThat(EveryKind.TYPES)
        .filteredOn(type -> headersOf(type).faults(headers).isEmpty())
        .hasSize(1);
  }

  @Test
  void tombstonesAreWithdrawalsAndNothingElseIs() {
    assertThat(records)
        .allSatisfy(
            record ->
                assertThat(record.value() == null)
                    .isEqualTo(ItemsTopic.type(record).equals("withdrawn")));
    assertThat(asyncApi.at("/components/messages/withdrawn/payload/type").asText())
        .isEqualTo("null");
  }

  @Test
  void everyReferenceOfTheAsyncApiDocumentLeadsSomewhere() {
    List<String> references =
        asyncApi.findValues("$ref").stream().map(JsonNode::asText).distinct().toList();

    assertThat(references).contains("./schemas/news-item.json");
    assertThat(references)
        .allMatch(
            reference ->
                reference.startsWith("#")
                    ? asyncApi.at(reference.substring(1)).isObject()
                    : when().get(reference.substring(1)).statusCode() == 200);
  }

  @Test
  void describesTheTopicAsItIsMade() throws Exception {
    JsonNode stated = asyncApi.at("/channels/items/bindings/kafka");
    Map<String, String> made = ItemsTopic.settings(broker());

    assertThat(stated.get("partitions").asText()).isEqualTo(made.get("partitions"));
    assertThat(asyncApi.at("/channels/items/address").asText()).isEqualTo(records.get(0).topic());
    stated
        .get("topicConfiguration")
        .properties()
        .forEach(
            setting ->
                assertThat(made.get(setting.getKey()))
                    .isEqualTo(String.join(",", words(setting.getValue()))));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          /schemas/news-item.json, application/schema+json
          /asyncapi.yaml,          application/vnd.aai.asyncapi+yaml;version=3.0.0
          """)
  void servesADocumentOnceToACacheThatKeepsIt(String path, String mediaType) {
    Response first = when().get(path);
    Response head = when().head(path);
    Response again = given().header("If-None-Match", "\"x\", " + first.header("ETag")).get(path);

    assertThat(first.contentType()).startsWith(mediaType);
    assertThat(first.header("Cache-Control")).contains("max-age=3600");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo(first.header("ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.asString()).isEmpty();
  }

  @Test
  void theMessagingConsumerOfTheGuideHoldsTheNewestOfEachItem() {
    Map<String, Optional<String>> newest = new HashMap<>();
    records.forEach(record -> newest.put(record.key(), Optional.ofNullable(record.value())));

    newest.forEach(
        (id, value) ->
            await().atMost(WAIT).until(() -> reader.newest(id), read -> value.equals(text(read))));
  }

  private static Optional<String> text(Optional<byte[]> value) {
    return value == null ? null : value.map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private NewsItemSchema headersOf(String type) {
    ObjectNode document = JSON.createObjectNode();
    document.put("$ref", "#/components/messages/" + type + "/headers");
    document.set("components", asyncApi.get("components"));
    return new NewsItemSchema(document);
  }

  private static ObjectNode headers(ConsumerRecord<String, String> record) {
    ObjectNode headers = JSON.createObjectNode();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
    }
    return headers;
  }

  private static List<String> words(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false).map(JsonNode::asText).toList()
        : List.of(value.asText());
  }

  private static String broker() {
    return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
  }
}
