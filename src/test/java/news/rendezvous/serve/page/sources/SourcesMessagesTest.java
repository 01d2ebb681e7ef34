package news.rendezvous.serve.page.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SourcesMessagesTest {

  private static final Pattern SLOT = Pattern.compile("%\\w+%");

  @Test
  void hasAChineseTextForEachEnglishOneWithTheSameSlots() throws IOException {
    Properties chinese = new Properties();
    try (InputStreamReader file =
        new InputStreamReader(
            Objects.requireNonNull(
                getClass().getResourceAsStream("/messages/sources_zh.properties")),
            StandardCharsets.UTF_8)) {
      chinese.load(file);
    }

    Method[] messages = SourcesMessages.class.getDeclaredMethods();

    assertThat(chinese.stringPropertyNames())
        .isEqualTo(Arrays.stream(messages).map(Method::getName).collect(Collectors.toSet()));
    assertThat(messages)
        .allSatisfy(
            message ->
                hasValues(
                    slots(chinese.getProperty(message.getName())),
                    message.getAnnotation(Message.class).value()));
  }

  // The English detail of a problem says all; a translation may be a sentence of its own.
  private static void hasValues(Set<String> slots, String english) {
    if (english.equals("%detail%")) {
      assertThat(slots).isSubsetOf(Set.of("%detail%", "%outcome%"));
    } else {
      assertThat(slots).isEqualTo(slots(english));
    }
  }

  private static Set<String> slots(String text) {
    return SLOT.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
