package news.rendezvous.serve.page.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PageLanguageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zh                          | CHINESE
          zh-CN,zh;q=0.9,en;q=0.8     | CHINESE
          zh-Hant-TW                  | CHINESE
          en-GB,zh;q=0.5              | ENGLISH
          de,zh;q=0.5                 | CHINESE
          de,*;q=0.5                  | ENGLISH
          zh;q=0,en                   | ENGLISH
          zh;q=much                   | ENGLISH
          ''                          | ENGLISH
          """)
  void isTheBestForTheReader(String header, PageLanguage expected) {
    assertThat(PageLanguage.of(List.of(header))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENGLISH")
  void hasATranslationOfEveryText(PageLanguage language) throws IOException {
    String file = "/messages/msg_" + language.tag() + ".properties";
    Properties texts = new Properties();
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(getClass().getResourceAsStream(file), file),
            StandardCharsets.UTF_8)) {
      texts.load(reader);
    }

    assertThat(texts.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Messages.class.getDeclaredMethods()).map(Method::getName).toList());
    assertThat(texts.getProperty("language")).isEqualTo(language.tag());
  }

  @Test
  void beginsWithTheDefault() {
    assertThat(PageLanguage.of(List.of())).isEqualTo(PageLanguage.values()[0]);
  }
}
