package news.rendezvous.ingest.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import news.rendezvous.item.Story;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedsTest {

  private static final String AT = "https://harbour.example/city/";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <iframe src="https://www.films.example/embed/1?x=y"></iframe>                 | <a href="https://www.films.example/embed/1?x=y">films.example/embed/1</a>
          <iframe title="The ferry" data-src="//films.example/1"></iframe>              | <a href="https://films.example/1">The ferry</a>
          <embed src="https://films.example/v/1">                                       | <a href="https://films.example/v/1">films.example/v/1</a>
          <object data="https://films.example/v/1"><embed src="/other"></object>        | <a href="https://films.example/v/1">films.example/v/1</a>
          <object><param name="Movie" value="https://films.example/v/1"></object>       | <a href="https://films.example/v/1">films.example/v/1</a>
          <object><embed src="https://films.example/v/1"></object>                      | <a href="https://films.example/v/1">films.example/v/1</a>
          <video src="https://www.youtube.com/watch?v=1"></video>                       | <a href="https://www.youtube.com/watch?v=1">youtube.com/watch</a>
          <video src="/a.mp4" controls></video>                                         | <video src="https://harbour.example/a.mp4" controls=""></video>
          """)
  void aPlayerIsALink(String player, String expected) {
    assertThat(html("<p>Film: " + player + "</p>")).isEqualTo("<p>Film: " + expected + "</p>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <iframe src="javascript:alert(1)"></iframe>
          <iframe srcdoc="x"></iframe>
          <iframe src="https://count.example/" width="1" height="1"></iframe>
          <iframe src="https://count.example/" style="display: none"></iframe>
          <iframe src="https://www.facebook.com/plugins/like.php?href=x"></iframe>
          <object><param name="movie" value="data:x"></object>
          """)
  void aFrameThatShowsNothingLeaves(String frame) {
    assertThat(html("<p>Film" + frame + "</p>")).isEqualTo("<p>Film</p>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <math><semantics><mrow><mi>E</mi></mrow><annotation encoding="application/x-tex">E=mc^2</annotation></semantics></math> | E=mc^2
          <span class="katex"><span class="katex-mathml"><math><mi>E</mi><annotation encoding="application/x-tex">E</annotation></math></span><span class="katex-html" aria-hidden="true"><span>E</span></span></span> | E
          <math alttext="x^2"><msup><mi>x</mi><mn>2</mn></msup></math>                                                             | x^2
          <math><mi>x</mi><mo>=</mo><mn>2</mn><annotation encoding="MathType-MTEF">MathType@MTEF</annotation></math>               | x=2
          """)
  void aFormulaIsReadOnce(String formula, String expected) {
    Story story = story("<p>So " + formula + " holds.</p>");

    assertThat(story.contentText()).isEqualTo("So " + expected + " holds.");
    assertThat(story.contentHtml().replaceAll("<[^>]*>", "")).isEqualTo(story.contentText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <img src="/lazyload.gif" data-src="real.jpg">
          <img src="data:image/gif;base64,R0" data-srcset="small.jpg 300w, real.jpg 900w">
          <img src="data:image/gif;base64,R0" srcset="small.jpg, real.jpg 2x">
          <img src="/blank.gif" data-lazy-src="real.jpg" data-x="1">
          <img src="real.jpg" data-src="3">
          <img data-src="real.jpg" src="data:x"><noscript><img src="real.jpg"></noscript>
          <img class="lazy" src="/spacer.gif"><noscript><img src="real.jpg"></noscript>
          <noscript><img src="real.jpg"></noscript><img class="lazy" src="/spacer.gif">
          <noscript><img src="real.jpg"></noscript>
          <img src="real.jpg"><noscript><img src="/count.gif" width="1" height="1"></noscript>
          """)
  void aLatePictureIsTheRealOne(String img) {
    Story story = story("<p>At sea " + img + "</p>");

    assertThat(story.contentHtml()).isEqualTo("<p>At sea <img src=\"" + AT + "real.jpg\"></p>");
    assertThat(story.image()).isEqualTo(AT + "real.jpg");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <picture><source srcset="real.webp 1x"><img src="/placeholder.png"></picture>  | real.webp
          <picture><source data-srcset="s.webp 1x, real.webp 2x"></picture>              | real.webp
          <picture><source srcset="other.webp"><img src="real.jpg"></picture>            | real.jpg
          """)
  void aPictureWithSourcesIsShown(String picture, String shown) {
    assertThat(html("<p>At sea " + picture + "</p>"))
        .isEqualTo("<p>At sea <picture><img src=\"" + AT + shown + "\"></picture></p>");
  }

  @Test
  void blocksPartWords() {
    assertThat(html("<section>One</section><section>Two</section>"))
        .isEqualTo("<div>One</div><div>Two</div>");
    assertThat(story("<form>One</form><form>Two</form>").contentText()).isEqualTo("One\nTwo");
    assertThat(html("<b>0</b> <form>One</form><form>Two</form>")).isEqualTo("<b>0</b> One\nTwo");
  }

  @ParameterizedTest
  @CsvSource({
    "https://site.example/one/,,#part,https://site.example/one/#part",
    "https://site.example/one/,https://base.example/b/,#part,https://site.example/one/#part",
    "https://site.example/one/,https://base.example/b/,pic.png,https://base.example/b/pic.png",
    "https://site.example/one/,,pic.png,https://site.example/one/pic.png",
    "https://site.example/one/,,/root,https://site.example/root",
    ",,pic.png,https://harbour.example/pic.png"
  })
  void addressesAreRelativeToTheEntry(String link, String base, String href, String expected) {
    String html =
        ParsedEntries.normalize(
                ParsedEntries.based("1", link, base),
                ParsedEntries.html("<a href='" + href + "'>x</a>"))
            .story()
            .contentHtml();

    assertThat(html).isEqualTo("<a href=\"" + expected + "\">x</a>");
  }

  private static String html(String html) {
    return story(html).contentHtml();
  }

  private static Story story(String html) {
    return ParsedEntries.normalize(ParsedEntries.entry("1", AT, "Ferry"), ParsedEntries.html(html))
        .story();
  }
}
