package news.rendezvous.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://192.0.2.1:0/     | must have a port of 1 to 65535, not 0, such as
          http://192.0.2.1:65536/ | must have a port of 1 to 65535, not 65536, such as
          HTTP://a:99999999999    | must have a port of 1 to 65535, not 99999999999, such as
          http://[::1]:70000/a:1  | must have a port of 1 to 65535, not 70000, such as
          http:///x               | must be an absolute http or https URL, such as
          http:x                  | must be an absolute http or https URL, such as
          ftp://a:0/              | must be an absolute http or https URL, such as
          http://a:b/             | must be an absolute http or https URL, such as
          """)
  void saysWhatIsWrongWithAUrl(String url, String form) {
    assertThat(SourceConstraints.url(url)).get().asString().startsWith(form);
    assertThat(SourceConstraints.linksBase(url)).get().asString().startsWith(form);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://a:8080/", "http://[::1]:65535/x:0", "http://a/b:0", "http://a/?c:0"})
  void acceptsUrlsOfAnyPort(String url) {
    assertThat(SourceConstraints.url(url)).isEmpty();
  }

  @Test
  void saysHowLongAUrlIs() {
    assertThat(SourceConstraints.url("http://a/" + "x".repeat(900_000)))
        .get()
        .asString()
        .startsWith("must be at most 8000 characters, not 900009, such as");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\t", "\n", "\u007F", "\u0085"})
  void rejectsControlCharactersInUrls(String control) {
    String expected = "must be free of control characters (it has U+%04X), such as ";
    String url = "https://news.example/a" + control + "b";

    assertThat(SourceConstraints.url(url))
        .contains(expected.formatted((int) control.charAt(0)) + "https://news.example/feed.xml");
    assertThat(SourceConstraints.linksBase(url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u202Eb", "\u202Aa\u202C", "a\u2066b\u2069", "a\u2069"})
  void rejectsBidirectionalControlsInTitles(String title) {
    assertThat(SourceConstraints.title(title)).isPresent();
    assertThat(SourceConstraints.title("\u05d0\u200f!")).isEmpty();
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
