package news.rendezvous.launch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import news.rendezvous.ClassIndex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values out of bounds stop the service with a message that names the key. */
class ConfigurationLimitsTest {

  private static final Path TABLE = Path.of("src/main/docs/reference/configuration.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(rendezvous[^`<]*)` \\| `(\\d+)(ms|s|m|h|d)?` \\| .+ \\|");
  private static final List<Class<?>> MAPPINGS = ClassIndex.annotatedWith(ConfigMapping.class);

  private static void configure(String key, String value) {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .addDefaultInterceptors()
            .withValidator(new BeanValidationConfigValidatorImpl())
            .withDefaultValue(key, value);
    builder.withDefaultValue("rendezvous.sources.quay.url", "https://quay.example/");
    MAPPINGS.forEach(builder::withMapping);
    builder.build();
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
    assertThatThrownBy(() -> configure(key, value))
        .isInstanceOf(ConfigValidationException.class)
        .extracting(failure -> bare(failure.getMessage()))
        .asString()
        .contains(bare(key) + " must be");
  }

  // The library writes embeddedKafka for embedded-kafka.
  private static String bare(String key) {
    return key.replace("-", "").toLowerCase(Locale.ROOT);
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
    assertThatThrownBy(() -> configure(key, value))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("must be");
  }
}
