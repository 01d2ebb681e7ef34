package news.rendezvous.view.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no markup",
        "<p>The <b>fer</b>ry</p><p>waits</p>",
        "one<br>two<br/>three",
        "<ul><li>a</li><li>b</li></ul><h3>c</h3>d",
        "<table><tr><td>a</td><td>b</td></tr></table>",
        "<p>Tom &amp; Jerry &lt;3 caf&eacute; &#28526;&#x3042;</p>",
        "x<img src=\"https://quay.example/1.png\" alt=\"pier\">y",
        "<p><a href=\"https://quay.example/?a=1&amp;b=2\">lin</a>ked<sup>2</sup></p>",
        "<blockquote><p>潮が<em>引</em>く</p></blockquote>",
      })
  void hasTheWordsThatAParserFinds(String html) {
    String expected = Jsoup.parse(html.replace("<img", " <img").replace("\">y", "\"> y")).text();

    assertThat(MarkupText.of(html).strip().replaceAll("\\s+", " ")).isEqualTo(expected);
  }

  @Test
  void endsWithATagThatIsNotClosed() {
    assertThat(MarkupText.of("low tide <p class=")).isEqualTo("low tide  ");
  }
}
