package news.rendezvous.ingest.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.normalize.html.PlainText;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryMedia.Enclosure;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntryMaker;
import news.rendezvous.ingest.parse.html.TagSoup;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Attachment;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import news.rendezvous.item.Related;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;
import news.rendezvous.item.StoryMaker;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizerTest {

  private static final LinkHash HASH = new LinkHash("0123456789abcdef0123456789abcdef");

  @Test
  void makesAWholeEntry() {
    ParsedEntry parsed =
        new ParsedEntryMaker()
            .guid("guid-1")
            .link(ParsedEntries.LINK + "?utm_source=rss#top")
            .title(new Markup("The &quot;Ferry&quot;", true))
            .summary(new Markup("<p>A <b>short</b> text</p>", true))
            .published("Tue, 03 Mar 2026 10:00:00 +0800")
            .updated("2026-03-03T11:00:00+08:00")
            .authors(List.of("Li Na", "li na", " "))
            .tags(List.of("city", "City", "sea", "sky", "one too many"))
            .language("en_us")
            .media(
                new EntryMedia(
                    "/lead.jpg",
                    null,
                    List.of(),
                    List.of(
                        new Enclosure("song.mp3", null, 7L, 60L, null),
                        new Enclosure("song.mp3", "audio/x", 8L, null, null),
                        new Enclosure("file.bin", "no type", 0L, -1L, null)),
                    null))
            .publisher("dc")
            .build();
    EntryBody body =
        new EntryBody(
            null,
            "It sails.\r\n\r\nAt ten.",
            null,
            "Harbour News",
            List.of("Ma Li", "Li Na"),
            List.of(),
            null);

    Entry entry = ParsedEntries.normalize(parsed, body);

    assertThat(entry.story())
        .isEqualTo(
            new StoryMaker()
                .url(CanonicalUrl.of(ParsedEntries.LINK).orElseThrow())
                .title("The \"Ferry\"")
                .contentText("It sails.\n\nAt ten.")
                .summary("A short text")
                .image("https://harbour.example/lead.jpg")
                .attachments(
                    List.of(
                        new Attachment(
                            "https://harbour.example/city/song.mp3", "audio/mpeg", 7L, 60L, null),
                        new Attachment(
                            "https://harbour.example/city/file.bin",
                            "application/octet-stream",
                            null,
                            null,
                            null)))
                .datePublished(Instant.parse("2026-03-03T02:00:00Z"))
                .dateModified(Instant.parse("2026-03-03T03:00:00Z"))
                .authors(List.of(new Author("Li Na"), new Author("Ma Li")))
                .tags(List.of("city", "sea", "sky"))
                .language("en-US")
                .build());
    assertThat(entry.source())
        .isEqualTo(new SourceRef("harbour", "The Harbour", "https://harbour.example/feed"));
    assertThat(entry.publisher()).isEqualTo("Harbour News");
    assertThat(entry.seen()).isEqualTo("2026-06-01T00:00:00.123Z");
    assertThat(entry.guid()).isEqualTo("guid-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "feed:javascript:alert(1)",
        "Feed: FEED:data:text/html,x",
        "JavaScript:alert(1)",
        " java\nscript:alert(1)",
        "\u0001java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
      })
  void dropsActiveAddressesAndKeepsTheEntry(String url) {
    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.addressed(url),
            ParsedEntries.html("<p>Text <a href='%s'>a</a><img src='%s'></p>".formatted(url, url)));

    assertThat(entry.guid()).isNull();
    assertThat(entry.story().url()).isNull();
    assertThat(entry.story().image()).isNull();
    assertThat(entry.story().attachments()).isEmpty();
    assertThat(entry.story().contentHtml()).isEqualTo("<p>Text <a>a</a></p>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          https://x.example/1?fbclid=7   | guid-1               | https://x.example/1
          //x.example/a b                | guid-1               | https://x.example/a%20b
          /1.html                        | guid-1               | https://harbour.example/1.html
          https://bücher.example/straße  | guid-1               | https://xn--bcher-kva.example/stra%C3%9Fe
          -                              | https://x.example/1  | https://x.example/1
          javascript:x                   | https://x.example/1  | https://x.example/1
          -                              | https://x.example/   | -
          -                              | tag:x.example,2026:1 | -
          ftp://x.example/1              | guid-1               | -
          """)
  void givesAnEntryItsPermalink(String link, String guid, String expected) {
    ParsedEntry entry = ParsedEntries.entry(guid, link, "Ferry");

    assertThat(ParsedEntries.forDocument(entry).identify(entry).permalink())
        .isEqualTo(CanonicalUrl.of(expected).orElse(null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <p><a href="more.html">a</a></p>                         | <p><a href="https://harbour.example/city/more.html">a</a></p>
          <p><a href="#part">a</a></p>                             | <p><a href="https://harbour.example/city/ferry.html#part">a</a></p>
          <p><a href="/a?utm_source=x">a</a></p>                   | <p><a href="https://harbour.example/a?utm_source=x">a</a></p>
          <p>a<img src="//x.example/a b.jpg"></p>                  | <p>a<img src="https://x.example/a%20b.jpg"></p>
          <p>a<img data-src="/a.jpg" src="data:image/gif;,x"></p>  | <p>a<img src="https://harbour.example/a.jpg"></p>
          <p>a<img srcset="/a,1.jpg 2x, /b.jpg 1x"></p>            | <p>a<img src="https://harbour.example/a,1.jpg"></p>
          <p>a<img src="/c.gif" width="1" height="1"></p>          | <p>a<img src="https://harbour.example/c.gif" width="1" height="1"></p>
          <p>a<img src=""></p>                                     | <p>a</p>
          <p>a<img alt=" at dusk"></p>                             | <p>a at dusk</p>
          <p>a<img src="javascript:x" alt=" <b>"></p>              | <p>a &lt;b&gt;</p>
          <p><a href=" mailto:a@b.example ">a "b"</a></p>          | <p><a href="mailto:a@b.example">a "b"</a></p>
          <p title="a &amp; <b> &quot;c&quot;">d</p>               | <p title="a &amp; &lt;b&gt; &quot;c&quot;">d</p>
          <ol reversed start="3"><li>a<br>b</ol>                   | <ol reversed="" start="3"><li>a<br>b</li></ol>
          <p>a<video controls><source src="/a.mp4"></video></p>    | <p>a<video controls=""><source src="https://harbour.example/a.mp4"></video></p>
          <p>a<blink>b</blink><font color="red">c</font></p>       | <p>abc</p>
          """)
  void makesContentCleanAndAbsolute(String html, String expected) {
    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.entry("1", ParsedEntries.LINK, "Ferry"), ParsedEntries.html(html));

    assertThat(entry.story().contentHtml()).isEqualTo(expected);
  }

  @Test
  void keepsTheEmptyLineThatAPreformattedTextStartsWith() {
    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.entry("1", ParsedEntries.LINK, "Ferry"),
            ParsedEntries.html("<pre><big>\n\na</big></pre>"));

    assertThat(entry.story().contentHtml()).isEqualTo("<pre>\n\n\na</pre>");
  }

  @Test
  void putsTheResolvedPictureInPlaceOfItsReference() {
    CanonicalUrl picture = CanonicalUrl.of("https://x.example/quay.jpg").orElseThrow();

    assertThat(content(Related.resolved(HASH, null, Related.Kind.IMAGE, List.of(picture))))
        .isEqualTo("<p>a<img src=\"https://x.example/quay.jpg\" alt=\"Quay\"></p>");
  }

  @Test
  void leavesAnUnresolvedPictureAtTheAddressOfItsReference() {
    assertThat(content(Related.unresolved(HASH, null, List.of())))
        .isEqualTo(
            "<p>a<img src=\"https://links.example/getUrls?link=%s\" alt=\"Quay\"></p>"
                .formatted(HASH));
  }

  private static String content(Related related) {
    URI address = URI.create("https://links.example/getUrls?link=" + HASH);
    EntryBody body =
        ParsedEntries.html(
            "<p>a<img src=\"%s\" alt=\"Quay\"></p>".formatted(address),
            new EntryReference(HASH, null, List.of(address)));
    return ParsedEntries.normalize(
            ParsedEntries.entry("1", ParsedEntries.LINK, "Ferry"), body, related)
        .story()
        .contentHtml();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <p>a</p><img src="/a.png" width=16><img src="/b.jpg"> | https://harbour.example/b.jpg
          <p>a</p>                                              | https://x.example/quay.jpg
          """)
  void findsALeadPicture(String html, String expected) {
    CanonicalUrl picture = CanonicalUrl.of("https://x.example/quay.jpg").orElseThrow();
    Related related = Related.resolved(HASH, null, Related.Kind.IMAGE, List.of(picture));

    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.entry("1", ParsedEntries.LINK, "Ferry"),
            ParsedEntries.html(html),
            related);

    assertThat(entry.story().image()).isEqualTo(expected);
  }

  // A record's reader may show the guid as HTML.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<img src='http://ann:secret@harbour.example/x.png'>",
      })
  void identifiesAnEntryByActiveMarkupWithoutPublishingIt(String guid) {
    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.entry(guid, "https://harbour.example/1", "Ferry"),
            ParsedEntries.html("<p>Text</p>"));

    assertThat(entry.guid()).isNull();
    assertThat(entry.aliases()).extracting(Alias::key).contains("own:harbour:" + guid);
  }

  @Test
  void publishesNoPasswordOfAnAddress() {
    String secret = "https://ann:secret@harbour.example/";
    String html =
        "<a href='%1$sa'>a</a><img src='%1$sb.png'><a href='%1$sc>c</a>".formatted(secret);

    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.addressed(secret + "x.mp3"), ParsedEntries.html(html));

    assertThat(entry.guid()).isEqualTo("https://harbour.example/x.mp3");
    assertThat(entry.aliases()).extracting(Alias::key).contains("own:harbour:" + entry.guid());
    assertThat(new String(Json.encode(entry), StandardCharsets.UTF_8))
        .contains("https://harbour.example/a", "https://harbour.example/b.png")
        .doesNotContain("secret");
  }

  @Test
  void losesNothingBehindAQuoteThatIsLeftOpen() {
    String html = "<p>One <a href=\"/x>two</a> three</p><p class=\"y>four</p><p id=\"z\">five</p>";

    Story story =
        ParsedEntries.normalize(
                ParsedEntries.everywhere(html), ParsedEntries.html(TagSoup.escaped(html)))
            .story();

    assertThat(story.contentHtml())
        .isEqualTo(
            "<p>One <a href=\"https://harbour.example/x\">two</a> three</p><p>four</p><p>five</p>");
    assertThat(story.title()).isEqualTo("Ferry One two three four five");
    assertThat(story.summary()).isEqualTo("Summary One two three four five");
  }

  @Test
  void takesTextForTextWhateverItIsCalled() {
    Story story =
        ParsedEntries.normalize(
                ParsedEntries.entry("1", null, "Ferry"),
                ParsedEntries.html("It sails.\n\nA < B &amp; C"))
            .story();

    assertThat(story.contentText()).isEqualTo("It sails.\n\nA < B & C");
    assertThat(story.contentHtml()).isNull();
  }

  @Test
  void givesTextThatReadsLikeMarkupAsMarkupToo() {
    Story story =
        ParsedEntries.normalize(
                ParsedEntries.entry("1", null, "Ferry"),
                ParsedEntries.text("The <b> tag.\n\nA < B & C"))
            .story();

    assertThat(story.contentText()).isEqualTo("The <b> tag.\n\nA < B & C");
    assertThat(story.contentHtml()).isEqualTo("<p>The &lt;b&gt; tag.</p>\n<p>A &lt; B &amp; C</p>");
  }

  @Test
  void givesALongTextThatReadsLikeMarkupAsTextAlone() {
    Story story =
        ParsedEntries.normalize(
                ParsedEntries.entry("1", null, "Ferry"), ParsedEntries.text("<b>".repeat(600)))
            .story();

    assertThat(story.contentText()).isEqualTo("<b>".repeat(600));
    assertThat(story.contentHtml()).isNull();
  }

  @Test
  void takesTheSummaryForContentWhereThereIsNone() {
    ParsedEntry entry = summarised("<p>It <b>sails</b>.</p>");

    Story story = ParsedEntries.normalize(entry, ParsedEntries.none()).story();

    assertThat(story.contentText()).isEqualTo("It sails.");
    assertThat(story.summary()).isNull();
  }

  @Test
  void takesTheTitleForContentWhereThereIsNothingElse() {
    Story story =
        ParsedEntries.normalize(
                ParsedEntries.entry("1", null, "Ferry"), ParsedEntries.html("<script>x</script>"))
            .story();

    assertThat(story.contentText()).isEqualTo("Ferry");
  }

  @Test
  void hasAContentEvenForAnEntryThatIsNothingButAGuid() {
    Story story =
        ParsedEntries.normalize(ParsedEntries.entry("guid-1", null, null), ParsedEntries.none())
            .story();

    assertThat(story.contentText()).isEqualTo("guid-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x<y and y<z so x<z                     | x<y and y<z so x<z
          Option<T> vs Result<T, E>              | Option<T> vs Result<T, E>
          The <title> element explained          | The ＜title> element explained
          How to use the <script> tag            | How to use the ＜script> tag
          <svg onload=alert(1)> ferry            | ＜svg onload=alert(1)> ferry
          The <b> tag                            | The <b> tag
          How <math> works                       | How <math> works
          <form>, <input> and <svg>              | <form>, <input> and <svg>
          Fix </p in <?php docs                  | Fix </p in <?php docs
          Fix </p in <!-- docs                   | Fix </p in ＜!-- docs
          Put <svg> into <textarea>              | Put ＜svg> into ＜textarea>
          Style <input type=date> in Option<T>   | Style in Option<T>
          The <svg><set attributeName=x> trap    | The ＜svg>＜set attributeName=x> trap
          <b title=">" onclick=alert(1)>Ferry    | ＜b title=">" onclick=alert(1)>Ferry
          <math><mi>x                            | ＜math><mi>x
          <form>Send</form>                      | Send
          a < b                                  | a < b
          <a href='https://x.example/'>Ferry</a> | Ferry
          <script>alert(1)</script>Ferry         | Ferry
          <img src=x onerror=alert(1)>Ferry      | Ferry
          """)
  void keepsATitleThatReadsLikeMarkupAndIsNone(String text, String expected) {
    assertThat(PlainText.of(new Markup(text, false))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a <b and c                        | a <b and c
          <i>a</i> <b and &amp;             | a <b and &
          <b>a</b> <script alert            | a ＜script alert
          The ferry <a href="https://x.exam | The ferry
          The ferry <img src=x onerror      | The ferry
          The ferry <a href='/x' class=b tit | The ferry
          if a<b and c=d then               | if a<b and c=d then
          The ferry <stro                   | The ferry <stro
          <b>Ferry</b> of <T> and Map<K, V>  | Ferry of <T> and Map<K, V>
          The <a href="/x>ferry</a> is <a href="/y">here</a> | The ferry is here
          The <b class="x>ferry is here      | The ferry is here
          """)
  void keepsTheWordsBehindAnAngleThatNothingCloses(String html, String expected) {
    assertThat(PlainText.of(new Markup(html, true))).isEqualTo(expected);
  }

  @Test
  void infersAMissingTitle() {
    EntryBody body = new EntryBody(null, "It sails.", "It sails", null, List.of(), List.of(), null);

    assertThat(
            ParsedEntries.normalize(ParsedEntries.entry("1", null, "<b> </b>"), body)
                .story()
                .title())
        .isEqualTo("It sails");
  }

  @Test
  void cutsWhatIsTooLong() {
    String words = "harbour ferry 港口 ".repeat(1000);
    ParsedEntry entry = ParsedEntries.everywhere(words);

    Story html =
        ParsedEntries.normalize(
                entry,
                ParsedEntries.html("<div><p>" + words + "</p><p>&amp;&amp;</p></div>" + words))
            .story();
    Story text = ParsedEntries.normalize(entry, ParsedEntries.text(words)).story();

    assertThat(html.title()).endsWith("…");
    assertThat(html.title().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(900, 1024);
    assertThat(html.summary()).hasSizeBetween(80, 100).endsWith("…");
    assertThat(text.contentText().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4000, 4096);
    assertThat(html.contentHtml().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(4000, 4096);
    assertThat(html.contentHtml()).startsWith("<div><p>harbour").endsWith("…</p></div>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"&", "<", "\uD83D\uDEA2", "港"})
  void neverWritesMoreThanItMayNorHalfACharacter(String character) {
    String much = character.repeat(20_000);

    Story story =
        ParsedEntries.normalize(
                ParsedEntries.entry("1", null, "Ferry"),
                ParsedEntries.html("<p>" + org.jsoup.nodes.Entities.escape(much) + "</p>"))
            .story();

    assertThat(story.contentHtml().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(3900, 4096);
    assertThat(Jsoup.parse(story.contentHtml()).text()).matches("(?:%s)+…".formatted(character));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          zh_CN,      zh-CN
          zh-hans-cn, zh-Hans-CN
          EN,         en
          english,    zh-CN
          und,        zh-CN
          '',         zh-CN
          e/n,        zh-CN
          """)
  void namesTheLanguageByItsTagElseTheSourcesOne(String language, String expected) {
    ParsedEntry entry = new ParsedEntryMaker().guid("1").language(language).build();

    assertThat(ParsedEntries.normalize(entry, ParsedEntries.text("It sails")).story().language())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202A", "\u202E", "\u2067", "\u202C", "\u2069"})
  void removesBidirectionalControlsWithoutCounterpart(String control) {
    ParsedEntry entry = ParsedEntries.everywhere(control);
    EntryBody html =
        ParsedEntries.html(
            "<p title=\"The %1$s quay\">At%1$s<img src=\"/quay.jpg\" alt=\"Q%1$suay\"> ten</p>"
                .formatted(control));
    EntryBody text = ParsedEntries.text("It sails" + control + " at ten.");
    Related related = Related.unresolved(HASH, "Pier " + control, List.of());

    assertThat(ParsedEntries.normalize(entry, html, related).toString())
        .contains("The  quay", "alt=\"Quay\"", "Pier ")
        .doesNotContain(control);
    assertThat(ParsedEntries.normalize(entry, text).story().contentText())
        .isEqualTo("It sails at ten.");
  }

  @Test
  void keepsBidirectionalControlsInPairsAcrossElements() {
    EntryBody body = ParsedEntries.html("<p title=\"\u2067a\u2069\">\u202Bb <b>c</b>\u202C d</p>");

    assertThat(
            ParsedEntries.normalize(ParsedEntries.entry("1", null, "Ferry"), body)
                .story()
                .contentHtml())
        .isEqualTo("<p title=\"\u2067a\u2069\">\u202Bb <b>c</b>\u202C d</p>");
  }

  private static ParsedEntry summarised(String summary) {
    return new ParsedEntryMaker().guid("1").summary(new Markup(summary, true)).build();
  }
}
