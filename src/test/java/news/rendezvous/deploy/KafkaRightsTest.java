package news.rendezvous.deploy;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import news.rendezvous.dedup.streams.ChangelogTopic;
import news.rendezvous.kafka.topic.TestTopics;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

/** The guide to an existing Kafka and the Strimzi resources name the same topics and rights. */
class KafkaRightsTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path STRIMZI = Path.of("deploy/components/strimzi");
  private static final Pattern VARIABLE = Pattern.compile("(KAFKA_S\\w+)=");
  private static final String CHANGELOG = "rendezvous.dedup-memory-5-of-12-changelog";

  @Test
  void theCommandsGrantTheRightsOfTheTable() throws IOException {
    KafkaHowTo guide = KafkaHowTo.read();

    assertThat(guide.commands().stream().flatMap(one -> KafkaHowTo.granted(one).stream()))
        .containsExactlyInAnyOrderElementsOf(guide.rights());
    assertThat(guide.creating())
        .containsSubsequence("--topic", "rendezvous.", "--resource-pattern-type", "prefixed");
  }

  @Test
  void theKafkaUserHasTheRightsOfTheTable() throws IOException {
    JsonNode user = YAML.readTree(STRIMZI.resolve("user.yaml").toFile());

    assertThat(elements(user.at("/spec/authorization/acls")).flatMap(KafkaRightsTest::bindings))
        .containsExactlyInAnyOrderElementsOf(KafkaHowTo.read().rights());
  }

  private static Stream<AclBinding> bindings(JsonNode acl) {
    JsonNode resource = acl.path("resource");
    String type = resource.path("type").asText().replace("transactionalId", "transactional_id");
    PatternType pattern =
        resource.path("patternType").asText().equals("prefix")
            ? PatternType.PREFIXED
            : PatternType.LITERAL;
    return elements(acl.path("operations"))
        .map(
            right ->
                KafkaHowTo.binding(
                    ResourceType.fromString(type),
                    resource.path("name").asText(),
                    pattern,
                    right.asText()));
  }

  @Test
  void theComponentForPasswordsSetsTheKeysOfTheGuide() throws IOException {
    Set<String> login = KafkaHowTo.read().login().keySet();
    String component =
        Files.readString(Path.of("deploy/components/sasl/kustomization.yaml"))
            + Files.readString(Path.of("deploy/components/sasl/kafka.env"));

    assertThat(login)
        .contains("KAFKA_SASL_JAAS_CONFIG")
        .isEqualTo(
            VARIABLE.matcher(component).results().map(found -> found.group(1)).collect(toSet()));
  }

  @Test
  void theTopicsOfTheTableAreThoseOfTheService() throws IOException {
    Set<String> topics =
        KafkaHowTo.read().rights().stream()
            .map(AclBinding::pattern)
            .filter(pattern -> pattern.resourceType() == ResourceType.TOPIC)
            .map(pattern -> pattern.name())
            .collect(toSet());

    assertThat(topics).isEqualTo(wanted().keySet());
  }

  @Test
  void theKafkaTopicsAreAsTheServiceCreatesThem() throws IOException {
    List<JsonNode> topics =
        YAML.readerFor(JsonNode.class)
            .<JsonNode>readValues(STRIMZI.resolve("topics.yaml").toFile())
            .readAll();

    assertThat(topics.stream().collect(toMap(KafkaRightsTest::name, KafkaRightsTest::settings)))
        .isEqualTo(wanted());
    assertThat(topics).allMatch(topic -> topic.at("/spec/partitions").asInt() == 12);
  }

  private static String name(JsonNode topic) {
    return topic.at("/metadata/name").asText();
  }

  private static Map<String, String> settings(JsonNode topic) {
    Map<String, String> settings = new HashMap<>();
    topic
        .at("/spec/config")
        .fields()
        .forEachRemaining(one -> settings.put(one.getKey(), one.getValue().asText()));
    return settings;
  }

  private static Map<String, Map<String, String>> wanted() {
    Map<String, Map<String, String>> wanted =
        new HashMap<>(
            TestTopics.named("rendezvous").wanted().stream()
                .collect(toMap(NewTopic::name, NewTopic::configs)));
    Map<String, String> changelog = new HashMap<>(ChangelogTopic.SETTINGS);
    changelog.put("cleanup.policy", "compact");
    changelog.put("message.timestamp.type", "CreateTime");
    wanted.put(CHANGELOG, changelog);
    return wanted;
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
