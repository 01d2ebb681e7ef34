package news.rendezvous.ingest.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileMarkupTest {

  static final String ACTIVE_ELEMENTS =
      "script, style, iframe, frame, object, embed, applet, form, input, button, textarea, select,"
          + " svg, math, base, meta, link, noscript, template, title, xmp";

  static Stream<String> vectors() {
    return Stream.of(
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<img src=x onerror=alert(1)",
        "<img src='https://a.example/b.png' onerror=alert(1) style='x' class=y id=z>",
        "<svg/onload=alert(1)>",
        "<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<template><img src=x onerror=alert(1)></template>",
        "<textarea></textarea><img src=x onerror=alert(1)>",
        "<title><img src=x onerror=alert(1)></title>",
        "<xmp><img src=x onerror=alert(1)></xmp>",
        "<style>*{background:url(javascript:alert(1))}</style>",
        "<iframe src='https://e.example'></iframe><iframe srcdoc='<script>alert(1)</script>'>",
        "<object data='x.swf'></object><embed src='x.swf'>",
        "<form action='https://e.example'><input name=q><button formaction=javascript:x>b</button></form>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='java&#x0A;script:alert(1)'>x</a>",
        "<a href=' &#1;javascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
        "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
        "<video poster='javascript:x'><source src='vbscript:x' onerror=x></video>",
        "<meta http-equiv=refresh content='0;url=javascript:x'><base href='javascript:/'>",
        "<link rel=stylesheet href='https://e.example/x.css'>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
        "<![CDATA[<script>alert(1)</script>]]>");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void leavesNothingActiveInTheContent(String vector) {
    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.everywhere(vector),
            ParsedEntries.html("<p>Before " + vector + "<p>after</p>"));

    Document content = Jsoup.parse(String.valueOf(entry.story().contentHtml()));
    assertThat(content.body().select(ACTIVE_ELEMENTS)).isEmpty();
    assertThat(content.body().getAllElements())
        .flatExtracting(element -> element.attributes().asList())
        .allSatisfy(
            attribute -> {
              assertThat(attribute.getKey()).doesNotStartWith("on").isNotIn("style", "class", "id");
              assertThat(attribute.getValue())
                  .doesNotMatch("(?s)[\\x00-\\x20]*(javascript|data|vbscript):.*");
            });
    assertThat(entry.story().contentHtml()).startsWith("<p>Before");
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void leavesNothingLikeATagInTheOtherFields(String vector) {
    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.everywhere(vector), ParsedEntries.html("<p>Text</p>"));

    Story story = entry.story();
    Stream<String> texts =
        Stream.of(
                List.of(story.title(), story.summary(), entry.publisher()),
                story.authors().stream().map(Author::name).toList(),
                story.tags())
            .flatMap(List::stream);
    assertThat(texts)
        .hasSize(5)
        .allSatisfy(
            text -> {
              assertThat(text).matches("(?s)(Ferry|Summary|Courier|Li Na|harbour)\\b.*");
              assertThat(text).doesNotContainPattern("(?i)<(script|img|svg|iframe|style|a |!|/)");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          A < B                                  | A < B
          Fish &amp; chips                       | Fish & chips
          Fish & chips                           | Fish & chips
          &amp;amp; stays escaped once           | &amp; stays escaped once
          The &lt;blink&gt; tag                  | The <blink> tag
          <p>Two</p><p>lines</p>                 | Two lines
          in<b>ter</b>city                       | intercity
          caf&eacute; &#x6e2f;                   | café 港
          I <3 harbours                          | I <3 harbours
          tab\tand  space&nbsp;and　wide         | tab and space and wide
          x&#8;y&#1;z&#xFFFE;                    | xyz
          """)
  void makesAPlainTextOfATitle(String title, String expected) {
    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.entry("1", null, title.replace("\\t", "\t")), ParsedEntries.none());

    assertThat(entry.story().title()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\b", "\uFFFE", "\uD800", "\uDC00x"})
  void takesOutWhatNoFormatCanCarry(String bad) {
    Entry html =
        ParsedEntries.normalize(
            ParsedEntries.everywhere(bad),
            ParsedEntries.html("<p title='a" + bad + "b'>a" + bad + "b</p>"));
    Entry text =
        ParsedEntries.normalize(ParsedEntries.everywhere(bad), ParsedEntries.text("a" + bad + "b"));

    assertThat(new String(Json.encode(List.of(html, text)), StandardCharsets.UTF_8))
        .doesNotContain("\\u0000", "\\b", "\\uD800", "\uFFFE")
        .contains("a" + bad.replaceAll("[^x]", "") + "b");
  }

  @Test
  void keepsTheMarkupOfAGoodStory() {
    String html =
        "<h2>Ferry</h2><figure><img src=\"https://harbour.example/a.jpg\" alt=\"Ferry\" width=\"640\">"
            + "<figcaption>At sea</figcaption></figure><p>It <em>sails</em> at <time datetime=\"10:00\">ten</time>."
            + "<br>港<ruby>口<rp>(</rp><rt>kou</rt></ruby></p><table><tbody><tr><td colspan=\"2\">1</td></tr></tbody></table>"
            + "<p>Write to <a href=\"mailto:a@harbour.example\">us</a> &amp; wait.</p>";

    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.entry("1", ParsedEntries.LINK, "Ferry"), ParsedEntries.html(html));

    assertThat(entry.story().contentHtml()).isEqualTo(html);
  }
}
