package news.rendezvous.item.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LowerCaseTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Harbour", "İZMİR", "i\u0307İ", "\u0130\u03A3", "A\u0130\u03A3 \u03A3\u0130"})
  void isThatOfTheJdk(String text) {
    assertThat(LowerCase.of(text)).isEqualTo(text.toLowerCase(Locale.ROOT));
  }

  @Test
  void isThatOfTheJdkForAnyCharacter() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String text = "A\u0130" + Character.toString(c);
      assertThat(LowerCase.of(text).equals(text.toLowerCase(Locale.ROOT))).as("U+%04X", c).isTrue();
    }
  }

  @Test
  void foldsLikeTheJdk() {
    for (int start = 0; start <= Character.MAX_CODE_POINT; start += 0x800) {
      String text =
          IntStream.range(start, start + 0x800)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
      assertThat(LowerCase.folded('ß' + text))
          .isEqualTo(("ß" + text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
    }
  }
}
