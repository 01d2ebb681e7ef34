package news.rendezvous.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values out of bounds stop the service with a message that names the key. */
class ConfigurationLimitsTest {

  private static final Path TABLE = Path.of("src/main/docs/reference/configuration.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(rendezvous[^`<]*)` \\| `(\\d+)(ms|s|m|h|d)?` \\| .+ \\|");
  private static final List<ConfigKey> KEYS = ConfigKeys.all();

  private static List<String> mistakes(String key, String value) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .addDefaultInterceptors()
            .withDefaultValue("rendezvous.sources.quay.url", "https://quay.example/")
            .withDefaultValue(key, value)
            .build();
    return new ConfigValidator(config, KEYS, new GivenKeys(config, KEYS)).ofBounds();
  }

  static Stream<Arguments> numbersAndDurations() throws IOException {
    return Files.readAllLines(TABLE).stream()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .map(row -> Arguments.of(row.group(1), row.group(3) == null ? "-1" : "PT-1S"));
  }

  @ParameterizedTest
  @MethodSource("numbersAndDurations")
  void rejectsNegativeValues(String key, String value) {
    assertThat(mistakes(key, value))
        .singleElement()
        .asString()
        .startsWith("%s is '%s', but it must be ".formatted(key, value));
  }

  @Test
  void acceptsTheDefaults() {
    assertThat(KEYS)
        .filteredOn(key -> key.byDefault() != null)
        .isNotEmpty()
        .allSatisfy(key -> assertThat(mistakes(key.named("quay"), key.byDefault())).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          rendezvous.poll.concurrency,        0
          rendezvous.poll.readers,            0
          rendezvous.poll.interval,           0s
          rendezvous.topics.partitions,       0
          rendezvous.embedded-kafka.port,     65536
          rendezvous.sources.quay.interval,   0s
          rendezvous.topic-prefix,            a b
          """)
  void rejectsZeroWhereItHasNoEffect(String key, String value) {
    assertThat(mistakes(key, value)).singleElement().asString().contains("must be");
  }
}
