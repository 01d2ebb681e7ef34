package news.rendezvous.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.topic.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicSettingsCheckTest {

  private static final Topics TOPICS = TestTopics.named("test");
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "cleanup.policy",
          "delete",
          "retention.ms",
          "604800000",
          "retention.bytes",
          "-1",
          "min.compaction.lag.ms",
          "0");

  @Test
  void acceptsItsOwnTopics() {
    assertThat(TOPICS.wanted())
        .allSatisfy(topic -> assertThat(warnings(topic, 4, Map.of())).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          test.items      | cleanup.policy        | delete         | compact,delete | [compact,delete]
          test.items      | retention.ms          | 3600000        | 2592000000     | 2592000000
          test.items      | retention.bytes       | 1000           | -1             | -1
          test.items      | min.compaction.lag.ms | 0              | 86400000       | 86400000
          test.entries    | cleanup.policy        | compact        | delete         | [delete]
          test.entries    | retention.ms          | 60000          | 86400000       | 86400000
          test.poll-state | cleanup.policy        | delete         | compact        | [compact]
          test.sources    | cleanup.policy        | compact,delete | compact        | [compact]
          """)
  void namesTopicSettingAndCommand(
      String topic, String key, String is, String should, String value) {
    assertThat(warnings(wanted(topic), 4, Map.of(key, is)))
        .singleElement()
        .asString()
        .startsWith("Topic %s has ".formatted(topic))
        .contains("%s=%s (should be %s)".formatted(key, is, should))
        .contains(
            " --bootstrap-server kafka:9092 --alter --topic %s --add-config ".formatted(topic))
        .contains("%s=%s".formatted(key, value));
  }

  @Test
  void describesAllWrongSettingsOfATopicInOneLine() {
    assertThat(
            warnings(
                wanted("test.items"),
                4,
                Map.of("cleanup.policy", "delete", "retention.ms", "3600000")))
        .containsExactly(
            "Topic test.items has cleanup.policy=delete (should be compact,delete), retention.ms=3600000 (should be 2592000000). To change it: kafka-configs.sh --bootstrap-server kafka:9092 --alter --topic test.items --add-config 'cleanup.policy=[compact,delete],retention.ms=2592000000'");
  }

  @ParameterizedTest
  @CsvSource({"test.items, retention.ms, -1", "test.items, min.compaction.lag.ms, 99999999999"})
  void acceptsMore(String topic, String key, String is) {
    assertThat(warnings(wanted(topic), 4, Map.of(key, is))).isEmpty();
  }

  @Test
  void warnsOfTooFewPartitions() {
    assertThat(warnings(wanted("test.sources"), 1, Map.of()))
        .singleElement()
        .asString()
        .startsWith("Topic test.sources has 1 partitions")
        .endsWith(
            "kafka-topics.sh --bootstrap-server kafka:9092 --alter --topic test.sources --partitions 4");
    assertThat(warnings(wanted("test.sources"), 12, Map.of())).isEmpty();
  }

  private List<String> warnings(NewTopic topic, int partitions, Map<String, String> others) {
    Map<String, String> actual = new HashMap<>(DEFAULTS);
    actual.putAll(topic.configs());
    actual.putAll(others);
    return TopicSettingsCheck.warnings(topic, partitions, actual::get, "kafka:9092");
  }

  private static NewTopic wanted(String name) {
    return TOPICS.wanted().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }
}
