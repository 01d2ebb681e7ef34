package news.rendezvous.street;

import static io.restassured.RestAssured.when;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema against records of the running service, and the other way round. */
@QuarkusTest
@TestProfile(ConsumingProfile.class)
class NewsItemSchemaTest {

  private List<ConsumerRecord<String, String>> records;
  private NewsItemSchema schema;

  @BeforeEach
  void readWhatIsPublishedAndWhatIsWritten() {
    records = EveryKind.records();
    schema = new NewsItemSchema(when().get("/schemas/news-item.json").asString());
  }

  @Test
  void recordsAreAsTheSchemaSays() {
    assertThat(records)
        .extracting(ItemsTopic::type)
        .contains(EveryKind.TYPES.toArray(String[]::new));
    assertThat(values()).allSatisfy(value -> assertThat(schema.faults(value)).isEmpty());
  }

  @Test
  void itemsOfTheJsonFeedAreAsTheSchemaSays() {
    JsonNode feed = NewsItemSchema.read(when().get("/feed.json").asString());

    assertThat(feed.get("items")).isNotEmpty();
    assertThat(feed.get("items"))
        .allSatisfy(item -> assertThat(schema.faults(item.toString())).isEmpty());
  }

  @Test
  void theSchemaNamesWhatRecordsHoldAndNothingElse() {
    Set<String> held =
        values().stream()
            .flatMap(value -> Members.of(NewsItemSchema.read(value)).stream())
            .collect(toCollection(TreeSet::new));

    assertThat(schema.members()).containsExactlyElementsOf(held);
  }

  @Test
  void aRecordWithoutARequiredMemberIsNotValid() {
    assertThat(schema.required()).isNotEmpty();
    assertThat(schema.required())
        .allSatisfy(pointer -> assertThat(faultsOf(pointer, Members::without)).isNotEmpty());
  }

  @Test
  void aRecordWithAMemberOfAnotherTypeIsNotValid() {
    assertThat(schema.members())
        .allSatisfy(pointer -> assertThat(faultsOf(pointer, Members::spoilt)).isNotEmpty());
  }

  /** Of the first record that holds a member, once that is changed. */
  private List<?> faultsOf(String pointer, BiFunction<JsonNode, String, JsonNode> change) {
    JsonNode holder =
        values().stream()
            .map(NewsItemSchema::read)
            .filter(value -> Members.of(value).contains(pointer))
            .findFirst()
            .orElseThrow();
    return schema.faults(change.apply(holder, pointer).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id             | "urn:uuid:00000000-0000-1000-8000-000000000000"
          url            | "javascript:alert(1)"
          title          | ""
          date_published | "2026-03-03T10:00:00+01:00"
          date_published | "2026-02-31T10:00:00Z"
          tags           | []
          authors        | ["Ines Falk"]
          language       | "no tag"
          attachments    | [{"url":"https://news.example.org/a.mp3","mime_type":"audio"}]
          _rendezvous    | {}
          """)
  void aRecordWithAValueOfAnotherFormIsNotValid(String member, String value) {
    ObjectNode item = (ObjectNode) NewsItemSchema.read(values().get(0));

    item.set(member, NewsItemSchema.read(value));

    assertThat(schema.faults(item.toString())).isNotEmpty();
  }

  @Test
  void aRecordWithMembersThatAreAddedLaterIsValid() {
    assertThat(values())
        .map(value -> Members.extended(NewsItemSchema.read(value)).toString())
        .allSatisfy(value -> assertThat(schema.faults(value)).isEmpty());
  }

  private List<String> values() {
    return records.stream().flatMap(r -> Optional.ofNullable(r.value()).stream()).toList();
  }
}
