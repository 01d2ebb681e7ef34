package news.rendezvous.dedup.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstringTest {

  @ParameterizedTest
  @CsvSource({
    "the ferry sails, ferry, true",
    "the ferry sails, ferries, false",
    "aabaabaaab, aabaaa, true",
    "ab, abc, false",
    "abc, abc, true"
  })
  void findsAPatternInAText(String text, String pattern, boolean found) {
    assertThat(Substring.isIn(text, pattern)).isEqualTo(found);
  }

  @Test
  void agreesWithStringContains() {
    Random random = new Random(7);
    for (int n = 0; n < 2_000; n++) {
      String text = letters(random, 20);
      String pattern = letters(random, 1 + random.nextInt(5));
      assertThat(Substring.isIn(text, pattern)).isEqualTo(text.contains(pattern));
    }
  }

  private static String letters(Random random, int count) {
    return random
        .ints(count, 'a', 'c')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
