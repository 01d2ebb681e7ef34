package news.rendezvous.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.builder.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path SCHEMA = Path.of("src/main/resources/contract/news-item.json");
  private static final Pattern COLUMN =
      Pattern.compile("^  `?(\\w+)`? (?!KEY)[A-Z]", Pattern.MULTILINE);

  @ParameterizedTest
  @ValueSource(strings = {"NewsMirror", "NewsReader"})
  void showsTheConsumersAsTheyAreTested(String name) throws IOException {
    Path file = Path.of("src/test/java/news/rendezvous/consuming", name + ".java");

    String tested = Files.readString(file).replaceFirst("package .*;\n\n", "");

    assertThat(Guide.blocks("java")).contains(tested);
  }

  @Test
  void namesTheVersionsOfTheLibraries() {
    assertThat(Guide.libraries())
        .isEqualTo(
            Map.of(
                "org.apache.kafka:kafka-clients", jarVersion(KafkaConsumer.class),
                "com.fasterxml.jackson.core:jackson-databind", jarVersion(ObjectMapper.class),
                "io.quarkus:quarkus-messaging-kafka", Version.getVersion()));
  }

  @Test
  void theConnectorReadsTheTopic() throws JsonProcessingException {
    List<JsonNode> connectors = parsed(Guide.blocks("json"));

    assertThat(connectors)
        .isNotEmpty()
        .allSatisfy(
            connector ->
                assertThat(connector.at("/config/topics").asText()).isEqualTo("rendezvous.items"));
  }

  @Test
  void theLinesOfOtherSinksAreJson() throws JsonProcessingException {
    assertThat(parsed(Guide.sinks().map(lines -> "{" + lines + "}").toList()))
        .isNotEmpty()
        .allSatisfy(lines -> assertThat(lines.has("value.converter")).isTrue());
  }

  @Test
  void theColumnsOfTablesAreMembersOfItems() throws IOException {
    JsonNode members = JSON.readTree(SCHEMA.toFile()).path("properties");

    assertThat(Guide.blocks("sql"))
        .hasSize(2)
        .allSatisfy(
            table ->
                assertThat(COLUMN.matcher(table).results().map(column -> column.group(1)))
                    .hasSizeGreaterThan(4)
                    .startsWith("item_id")
                    .allMatch(column -> column.equals("item_id") || members.has(column)));
  }

  private static List<JsonNode> parsed(List<String> texts) throws JsonProcessingException {
    List<JsonNode> parsed = new ArrayList<>();
    for (String text : texts) {
      parsed.add(JSON.readTree(text));
    }
    return parsed;
  }

  /** The version in the name of the jar that has the class. */
  private static String jarVersion(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return jar.replaceFirst(".*-([\\d.]+)\\.jar$", "$1");
  }
}
