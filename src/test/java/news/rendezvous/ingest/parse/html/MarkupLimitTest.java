package news.rendezvous.ingest.parse.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupLimitTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>One<p>Two <b>bold</b> <br> 3 < 4 </p>",
        "no markup",
        "<",
        "</",
        "<img src=x><!-- <b> -->",
      })
  void keepsMarkupWithinTheLimits(String html) {
    assertThat(MarkupLimit.cut(html)).isEqualTo(html);
  }

  @Test
  void keepsManySiblings() {
    String html = "<p>A <em>word</em>.".repeat(3_000);

    assertThat(MarkupLimit.cut(html)).isEqualTo(html);
  }

  @Test
  void removesTagsThatAreNestedTooDeepAndKeepsTheirText() {
    String html = "<i>a".repeat(20_000) + "</i>".repeat(20_000) + "<p>b</p>";

    assertThat(MarkupLimit.cut(html))
        .isEqualTo("<i>a".repeat(200) + "a".repeat(19_800) + "</i>".repeat(200) + "<p>b</p>");
  }

  @Test
  void removesATagThatContainsAnother() {
    String html = "<i>a".repeat(200) + "<i <b>c<u>d";

    assertThat(MarkupLimit.cut(html)).isEqualTo("<i>a".repeat(200) + "cd");
  }

  @Test
  void truncatesAfterTooManyTags() {
    assertThat(MarkupLimit.cut("<li>x".repeat(300_000))).hasSize(50_000);
  }
}
