package news.rendezvous.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SampleStoryTest {

  @ParameterizedTest
  @CsvSource({"ENGLISH, 40, 40", "CHINESE, 25, 30"})
  void hasEnoughToTell(SampleLanguage language, int stories, int notices) {
    assertThat(language.stories()).hasSizeGreaterThanOrEqualTo(stories);
    assertThat(language.notices()).hasSizeGreaterThanOrEqualTo(notices);
  }

  @ParameterizedTest
  @EnumSource(SampleLanguage.class)
  void isCompleteAndOfThreeToSixParagraphs(SampleLanguage language) {
    assertThat(language.stories())
        .allSatisfy(
            story -> {
              assertThat(story.slug()).matches("[a-z-]+");
              assertThat(story.title()).isNotBlank();
              assertThat(story.reporters()).isNotBlank();
              assertThat(story.tags()).isNotEmpty();
              assertThat(story.related()).isNotEmpty();
              assertThat(story.paragraphs()).hasSizeBetween(3, 6);
            });
  }

  @Test
  void saysNothingTwice() {
    List<SampleStory> stories =
        Stream.of(SampleLanguage.values())
            .map(SampleLanguage::stories)
            .flatMap(List::stream)
            .toList();

    assertThat(stories).extracting(SampleStory::slug).doesNotHaveDuplicates();
    assertThat(stories).extracting(SampleStory::title).doesNotHaveDuplicates();
    assertThat(stories.stream().flatMap(story -> story.paragraphs().stream()).toList())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"ENGLISH, a-lighthouse-that-was-never-built", "CHINESE, 从未建成的塔"})
  void refersToStoriesThatExistButForOne(SampleLanguage language, String lost) {
    List<String> slugs = language.stories().stream().map(SampleStory::slug).toList();

    List<String> unknown =
        language.stories().stream()
            .flatMap(story -> story.related().stream())
            .filter(slug -> !slugs.contains(slug) && !SampleResources.PICTURES.contains(slug))
            .toList();

    assertThat(unknown).containsExactly(lost);
  }
}
