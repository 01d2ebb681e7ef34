package news.rendezvous.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceConstraintsTest {

  private static Stream<Arguments> rules() {
    return Stream.of(
        rule(SourceConstraints::id),
        rule(SourceConstraints::url),
        rule(SourceConstraints::title),
        rule(SourceConstraints::edition),
        rule(SourceConstraints::language),
        rule(SourceConstraints::zone),
        rule(SourceConstraints::linksBase));
  }

  private static Arguments rule(Function<String, Optional<String>> rule) {
    return Arguments.of(rule);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rejectsBlanksWithAValidForm(Function<String, Optional<String>> rule) {
    assertThat(Stream.of("", " ", "\t\n").map(rule))
        .allSatisfy(
            form -> assertThat(form).get().asString().startsWith("must be").contains(", such as "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-Hant-TW", "yue", "sl-rozaj", "EN-gb", "he", "en-x-private"})
  void acceptsRegisteredLanguages(String tag) {
    assertThat(SourceConstraints.language(tag)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xx-invalid",
        "xx",
        "english",
        "e",
        "en_GB",
        "en--GB",
        "und",
        "zh-Hant-TW-ausführlich"
      })
  void rejectsUnregisteredLanguages(String tag) {
    assertThat(SourceConstraints.language(tag))
        .contains("must be a BCP 47 language tag of at most 64 characters, such as en or zh-CN");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20})
  void limitsTheLengthOfLanguages(int more) {
    assertThat(SourceConstraints.language("en" + "-variant".repeat(more)).isPresent())
        .isEqualTo(more > 1);
  }
}
