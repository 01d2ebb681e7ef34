package news.rendezvous.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LettersTest {

  private static final String EACH =
      IntStream.rangeClosed(0, Character.MAX_VALUE)
          .mapToObj(Character::toString)
          .filter(Letters::areComposed)
          .reduce("", String::concat);

  @Test
  void callsNothingComposedThatUnicodeWouldWriteOtherwise() {
    assertThat(Normalizer.normalize(EACH, Form.NFKC)).hasSizeGreaterThan(400).isEqualTo(EACH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"The “Curlew” – a ferry", "Les écluses", "Паром ушёл — “Чайка”"})
  void needsNoMoreThanALookAtMostTexts(String text) {
    assertThat(Letters.areComposed(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"e\u0301cluse", "\uFF11", "\uFB01", "\u1112\u1161", "\u00BD", "\u2026"})
  void leavesTheRestToUnicode(String text) {
    assertThat(Letters.areComposed(text)).isFalse();
  }
}
