package news.rendezvous.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TaleTest {

  @ParameterizedTest
  @CsvSource({"ENGLISH, 40, 40", "CHINESE, 25, 30"})
  void hasEnoughToTell(Voice voice, int tales, int notices) {
    assertThat(Tale.readAll(voice)).hasSizeGreaterThanOrEqualTo(tales);
    assertThat(Notices.read(voice).pool()).hasSizeGreaterThanOrEqualTo(notices);
  }

  @ParameterizedTest
  @EnumSource(Voice.class)
  void isCompleteAndOfThreeToSixParagraphs(Voice voice) {
    assertThat(Tale.readAll(voice))
        .allSatisfy(
            tale -> {
              assertThat(tale.slug()).matches("[a-z-]+");
              assertThat(tale.title()).isNotBlank();
              assertThat(tale.reporters()).isNotBlank();
              assertThat(tale.tags()).isNotEmpty();
              assertThat(tale.related()).isNotEmpty();
              assertThat(tale.paragraphs()).hasSizeBetween(3, 6);
            });
  }

  @Test
  void saysNothingTwice() {
    List<Tale> tales = Stream.of(Voice.values()).map(Tale::readAll).flatMap(List::stream).toList();

    assertThat(tales).extracting(Tale::slug).doesNotHaveDuplicates();
    assertThat(tales).extracting(Tale::title).doesNotHaveDuplicates();
    assertThat(tales.stream().flatMap(tale -> tale.paragraphs().stream()).toList())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"ENGLISH, a-lighthouse-that-was-never-built", "CHINESE, 从未建成的塔"})
  void refersToStoriesThatExistButForOne(Voice voice, String lost) {
    List<String> slugs = Tale.readAll(voice).stream().map(Tale::slug).toList();

    List<String> unknown =
        Tale.readAll(voice).stream()
            .flatMap(tale -> tale.related().stream())
            .filter(slug -> !slugs.contains(slug) && Scene.named(slug).isEmpty())
            .toList();

    assertThat(unknown).containsExactly(lost);
  }
}
