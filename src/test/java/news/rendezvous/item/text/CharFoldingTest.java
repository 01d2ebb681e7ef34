package news.rendezvous.item.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CharFoldingTest {

  @ParameterizedTest
  @EnumSource(
      value = Form.class,
      names = {"NFC", "NFKC"})
  void composesEveryCharacterLikeUnicode(Form form) {
    assertThat(
            IntStream.rangeClosed(0, Character.MAX_VALUE)
                .mapToObj(c -> "a" + (char) c)
                .filter(text -> !composed(text, form).equals(Normalizer.normalize(text, form))))
        .isEmpty();
  }

  private static String composed(String text, Form form) {
    return String.valueOf(CharFolding.composed(text, form));
  }
}
