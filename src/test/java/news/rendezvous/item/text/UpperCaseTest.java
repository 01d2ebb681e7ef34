package news.rendezvous.item.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpperCaseTest {

  @Test
  void isThatOfTheJdk() {
    for (int start = 0; start <= Character.MAX_CODE_POINT; start += 0x800) {
      String text =
          IntStream.range(start, start + 0x800)
              .mapToObj(Character::toString)
              .collect(Collectors.joining());
      assertThat(UpperCase.of(text)).isEqualTo(text.toUpperCase(Locale.ROOT));
      assertThat(UpperCase.of('ß' + text)).isEqualTo(("ß" + text).toUpperCase(Locale.ROOT));
    }
  }
}
