package news.rendezvous.ingest.dialect;

import static news.rendezvous.ingest.dialect.Dialects.H1;
import static news.rendezvous.ingest.dialect.Dialects.H2;
import static news.rendezvous.ingest.dialect.Dialects.html;
import static news.rendezvous.ingest.dialect.Dialects.read;
import static news.rendezvous.ingest.dialect.Dialects.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.dialect.reference.ReferencePlace;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectReaderTest {

  @ParameterizedTest
  @ValueSource(strings = {"<!DOCTYPE", "<!' pier", "<![CDATA[Low water]]>"})
  void takesForTextWhatNoMarkupComesOf(String written) {
    assertThat(html(written).text()).isEqualTo(written);
  }

  @Test
  void showsNothingOfAComment() {
    assertThat(html("<!-- low water -->").text()).isNull();
  }

  @Test
  void readsABodyOfText() {
    EntryBody body =
        text(
            """
            Source:Harbour News Client

            The Rendezvous News On 4 May, the pier opened.

            getUrls?link=%s - The pier:open at last

            Ships came. Meeting point reporter Li Na

            getUrls?link=%s - The pier:open at last

            Produced by the Harbour Department
            """
                .formatted(H1, H2.toUpperCase(Locale.ROOT)));

    assertThat(body.text())
        .isEqualTo(
            """
            The Rendezvous News On 4 May, the pier opened.

            Ships came. Meeting point reporter Li Na

            Produced by the Harbour Department""");
    assertThat(body.title()).isEqualTo("The pier:open at last");
    assertThat(body.publisher()).isEqualTo("Harbour News Client");
    assertThat(body.authors()).containsExactly("Li Na");
    assertThat(body.references())
        .extracting(reference -> reference.link().value())
        .containsExactly(H1, H2);
    assertThat(body.references())
        .allSatisfy(
            reference ->
                assertThat(reference.addresses())
                    .allSatisfy(url -> assertThat(url).hasQuery("link=" + reference.link())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>Source:Harbour</p><p>Open. Meeting point reporter Li Na</p><p>getUrls?link=HASH - Pier</p><p>End</p>",
        "<div>Source:Harbour</div><div>Open. Meeting point reporter Li Na</div><div><p>getUrls?link=HASH - Pier</p></div><div>End</div>",
        "Source:Harbour<br><br>Open. Meeting point reporter Li Na<br>getUrls?link=HASH - Pier<br>End",
        "<p>Source:<b>Harbour</b></p><p>Open. Meeting point reporter <i>Li Na</i></p><p><a href='/getUrls?a=1&amp;link=HASH'>Pier</a></p><p>End</p>",
        "<p>Source:Harbour</p><p>Open. Meeting point reporter Li Na</p><p><a href='/getUrls?link=HASH'>getUrls?link=HASH</a> - Pier</p><p>End</p>",
        "Source:Harbour\n\nOpen. Meeting point reporter Li Na\n\ngetUrls?link=HASH - Pier\n\nEnd"
      })
  void readsABodyOfHtmlHoweverItsParagraphsAreMade(String markup) {
    EntryBody body = html(markup.replace("HASH", H1));

    String rest = body.html() == null ? body.text() : body.html().text();
    assertThat(rest).matches("Open\\. Meeting point reporter Li Na\\s+End");
    assertThat(body.publisher()).isEqualTo("Harbour");
    assertThat(body.authors()).containsExactly("Li Na");
    assertThat(body.references()).extracting(EntryReference::title).containsExactly("Pier");
    assertThat(body.title()).isEqualTo("Pier");
  }

  @Test
  void takesElementsThatAReferenceLeavesEmptyOutOfTheTree() {
    EntryBody body =
        html(
            "<p>One</p><div><p><a href='getUrls?link=%s'>Pier</a></p></div><p>Two</p>"
                .formatted(H1));

    assertThat(body.html().select("p, div")).hasSize(2);
  }

  @Test
  void keepsAPictureThatIsAReference() {
    EntryBody body = html("<p><img src='/getUrls?link=%s' alt='The pier'></p>".formatted(H1));

    assertThat(body.html().select("img").attr("src"))
        .isEqualTo("https://harbour.example/getUrls?link=" + H1);
    assertThat(body.references()).extracting(EntryReference::title).containsExactly("The pier");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          getUrls?link=HASH - Pier             | Pier
          getUrls?link=HASH – Pier             | Pier
          getUrls?link=HASH—Pier               | Pier
          getUrls?link=HASH-A pier             | A pier
          getUrls?link=HASH                    |
          getUrls?x=1&link=HASH&y=2 - Pier     | Pier
          getUrls?x=1&amp;link=HASH - Pier     | Pier
          https://a-b.example/c/getUrls?link=HASH - Pier | Pier
          """)
  void readsAReferenceLine(String line, @Nullable String title) {
    EntryBody body = text("Before\n" + line.replace("HASH", H1) + "\nAfter");

    assertThat(body.text()).isEqualTo("Before\nAfter");
    assertThat(body.references()).extracting(EntryReference::title).containsExactly(title);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getUrls?link=0123",
        "getUrls?link=HASH0",
        "getUrls?hash=HASH - Pier",
        "forgetUrls?link=HASH - Pier"
      })
  void leavesAnyOtherLine(String line) {
    String text = line.replace("HASH", H1);

    EntryBody body = Dialects.text(text);

    assertThat(body.text()).isEqualTo(text);
    assertThat(body.references()).isEmpty();
  }

  @Test
  void leavesNoAddressInWordsThatAnElementShows() {
    EntryBody body =
        html(
            "<p title='getUrls?link=%s - Pier'>The <a title='x getUrls?link=%s' href='getUrls?link=%s'>quay</a> opened.</p>"
                .formatted(H1, H1, H2));

    assertThat(String.valueOf(body.html())).doesNotContain("link=" + H1);
  }

  @Test
  void asksForARelativeReferenceAtItemFeedAndTheirHosts() {
    assertThat(text("getUrls?link=" + H1).references().get(0).addresses())
        .containsExactly(
            URI.create("https://harbour.example/news/getUrls?link=" + H1),
            URI.create("https://harbour.example/feeds/getUrls?link=" + H1),
            URI.create("https://harbour.example/getUrls?link=" + H1));
  }

  @Test
  void asksForAnAbsoluteReferenceWhereItSays() {
    String address = "https://up.example/getUrls?x=1&link=" + H1;

    assertThat(text(address).references().get(0).addresses()).containsExactly(URI.create(address));
  }

  @Test
  void keepsOneReferenceOfAHashWithItsFirstTitle() {
    EntryBody body =
        text(
            "getUrls?link=%s\ngetUrls?link=%s - Pier\ngetUrls?link=%s - Quay"
                .formatted(H1, H1, H1));

    assertThat(body.references()).extracting(EntryReference::title).containsExactly("Pier");
  }

  @Test
  void takesTwoHundredReferencesAndRemovesTheOthersToo() {
    StringBuilder lines = new StringBuilder("Pier\n");
    for (int i = 0; i < 210; i++) {
      lines.append("getUrls?link=%032x\n".formatted(i));
    }

    EntryBody body = text(lines.toString());

    assertThat(body.references()).hasSize(200);
    assertThat(body.text()).isEqualTo("Pier");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The pier opened. Ships came.         | The pier opened.
          Was it 3.5 metres? No.               | Was it 3.5 metres?
          “The pier opened.” Ships came.       | “The pier opened.”
          码头开放了。船来了。                 | 码头开放了。
          No full stop here                    | No full stop here
          """)
  void infersATitleFromTheFirstSentence(String text, String title) {
    assertThat(text(text).title()).isEqualTo(title);
  }

  @Test
  void cutsALongSentenceAtAWord() {
    String title = text("harbour ".repeat(40)).title();

    assertThat(title).hasSizeLessThanOrEqualTo(120).endsWith("harbour…");
  }

  @Test
  void cutsALongSentenceWithoutSpacesAtACharacter() {
    assertThat(text("港".repeat(300)).title()).hasSizeBetween(110, 120).endsWith("港…");
  }

  @Test
  void infersNoTitleWhereThereIsOne() {
    assertThat(read("Tide", new Markup("The pier opened.", false)).title()).isNull();
  }

  @Test
  void survivesMarkupOfAnyDepth() {
    EntryBody body = html("<div>".repeat(20_000) + "Pier");

    assertThat(body.html().text()).isEqualTo("Pier");
  }

  @Test
  void readsMarkupThatWasEscapedTwice() {
    EntryBody body = html("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Fish &amp;amp; chips&lt;/p&gt;");

    assertThat(body.html().select("p").eachText()).containsExactly("One", "Fish & chips");
  }

  @Test
  void leavesATagThatATextSpeaksOf() {
    assertThat(html("Write &lt;p&gt; for a paragraph").text())
        .isEqualTo("Write <p> for a paragraph");
  }

  @Test
  void hasNothingToSayOfAnEntryWithoutABody() {
    assertThat(read(null, null))
        .isEqualTo(new EntryBody(null, null, null, null, List.of(), List.of(), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - getUrls?link=HASH - Pier       | Pier
          • getUrls?link=HASH - Pier       | Pier
          1. getUrls?link=HASH - Pier      | Pier
          　　getUrls?link=HASH - 码头     | 码头
          （1）getUrls?link=HASH－码头     | 码头
          """)
  void readsAReferenceLineBehindAListMark(String line, String title) {
    EntryBody body = text("Before\n" + line.replace("HASH", H1) + "\nAfter");

    assertThat(body.text()).isEqualTo("Before\nAfter");
    assertThat(body.references()).extracting(EntryReference::title).containsExactly(title);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Before\n\ngetUrls?link=HASH -\nThe pier\n\nAfter",
        "<p>Before</p><p>getUrls?link=HASH –<br>The pier</p><p>After</p>"
      })
  void takesATitleThatWasBrokenOntoTheNextLine(String written) {
    EntryBody body = read(null, new Markup(written.replace("HASH", H1), true));

    assertThat(body.references()).extracting(EntryReference::title).containsExactly("The pier");
    assertThat(body.html().text()).isEqualTo("Before After");
  }

  @Test
  void readsSeveralReferencesOfOneLine() {
    EntryBody body =
        text("Before\n\ngetUrls?link=%s - Pier getUrls?link=%s - Quay".formatted(H1, H2));

    assertThat(body.text()).isEqualTo("Before");
    assertThat(body.references()).extracting(EntryReference::title).containsExactly("Pier", "Quay");
  }

  @Test
  void takesTheAddressOutOfASentence() {
    EntryBody body = text("It opened. See getUrls?link=%s - The pier for more.".formatted(H1));

    assertThat(body.text()).isEqualTo("It opened. See The pier for more.");
    assertThat(body.references()).hasSize(1);
  }

  @Test
  void keepsTheWordsOfAnchorsWithinASentence() {
    EntryBody body =
        html(
            "<p><a href='getUrls?link=%s'>Linzhou</a>, <a href='getUrls?link=%s'>its sea</a> and more.</p>"
                .formatted(H1, H2));

    assertThat(body.html().text()).isEqualTo("Linzhou, its sea and more.");
    assertThat(body.html().select("a").eachAttr("href"))
        .containsExactly(
            "https://harbour.example/news/getUrls?link=" + H1,
            "https://harbour.example/news/getUrls?link=" + H2);
    assertThat(body.references())
        .extracting(EntryReference::title)
        .containsExactly("Linzhou", "its sea");
    assertThat(body.title()).isEqualTo("Linzhou, its sea and more.");
  }

  @Test
  void takesLinesOfNothingButAnchorsOut() {
    EntryBody body =
        html(
            "<p>Before</p><ul><li><a href='getUrls?link=%s'>Pier</a></li><li>• <a href='getUrls?link=%s'>Quay</a></li></ul>"
                .formatted(H1, H2));

    assertThat(body.html().select("a, ul, li")).isEmpty();
    assertThat(body.references()).extracting(EntryReference::title).containsExactly("Pier", "Quay");
  }

  @Test
  void takesNoAddressForATitle() {
    String address = "https://up.example/getUrls?link=" + H1;

    EntryBody body = html("<p>Before</p><p><a href='%s'>%s</a></p>".formatted(address, address));

    assertThat(body.references()).extracting(EntryReference::title).containsOnlyNulls();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img data-src='getUrls?link=HASH' src='/blank.gif'>",
        "<img srcset='getUrls?link=HASH 2x, /small.jpg 1x'>",
        "<picture><source srcset='getUrls?link=HASH'><img></picture>",
        "<video src='getUrls?link=HASH'></video>",
        "<video><source src='getUrls?link=HASH'></video>",
        "<audio src='getUrls?link=HASH'></audio>",
        "<video poster='getUrls?link=HASH' src='/a.mp4'></video>"
      })
  void readsReferencesOfAllElements(String element) {
    EntryBody body = html("<p>Before</p>" + element.replace("HASH", H1));

    assertThat(body.references())
        .extracting(reference -> reference.link().value())
        .containsExactly(H1);
    assertThat(body.html().outerHtml()).contains("https://harbour.example/news/getUrls?link=" + H1);
  }

  @Test
  void readsReferencesBesideTheContent() {
    EntryMedia media =
        new EntryMedia(
            null,
            null,
            List.of(),
            List.of(
                new EntryMedia.Enclosure(
                    "https://harbour.example/getUrls?link=" + H1, "image/png", null, null, null)),
            null);
    ParsedEntry entry =
        Dialects.entry("https://up.example/getUrls?link=" + H2, "Pier", null, null, media);

    EntryBody body = Dialects.reader().read(entry, Dialects.FEED, null);

    assertThat(body.references())
        .extracting(reference -> reference.link().value())
        .containsExactly(H1, H2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Source:Harbour<br><br>Open.<br>Shut.                      | Open.<br>Shut.
          Open.<br><br>getUrls?link=HASH<br><br>Shut.               | Open.<br><br>Shut.
          <p>Open.<br><br>getUrls?link=HASH</p><p>Shut.</p>         | <p>Open.</p><p>Shut.</p>
          <p>Open.<br><b><a href="getUrls?link=HASH">A</a></b></p>  | <p>Open.</p>
          <p><br>getUrls?link=HASH - Pier<br></p><p>Shut.</p>       | <p>Shut.</p>
          """)
  void leavesNoEmptyLine(String written, String left) {
    EntryBody body = html(written.replace("HASH", H1));

    body.html().select("rendezvous-reference").remove();
    assertThat(body.html().html().replace("\n", "")).isEqualTo(left);
  }

  @Test
  void keepsThePlaceOfALineThatMayBeAPicture() {
    EntryBody text = text("Before\n\ngetUrls?link=%s - Pier\n\nAfter".formatted(H1));
    EntryBody html =
        html("<p>Before</p><ul><li>getUrls?link=%s</li><li>One</li></ul>".formatted(H1));

    assertThat(text.html().children().eachAttr("link")).containsExactly(H1);
    assertThat(ReferencePlace.at(text.html().child(1))).isPresent();
    assertThat(ReferencePlace.at(html.html().child(1))).isPresent();
    assertThat(html.html().select("li")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Source:Harbour                          | -       | Source:Harbour
          Source:Harbour News The Rendezvous News On 4 May, it opened. | Harbour News | The Rendezvous News On 4 May, it opened.
          来源：海港新闻 交汇点讯 码头启用了。    | 海港新闻 | 交汇点讯 码头启用了。
          The pier opens;;Source:Harbour;;Ships.  | Harbour | The pier opens;;Ships.
          The pier opens.;;Source:Harbour;;Ships. | -       | The pier opens.;;Source:Harbour;;Ships.
          来源：海港;;码头启用了。                | 海港    | 码头启用了。
          来源：码头启用了。;;市民在看。          | -       | 来源：码头启用了。;;市民在看。
          来源：海港　　码头启用了。;;市民在看。  | 海港    | 码头启用了。;;市民在看。
          """)
  void readsASourceLineAtTheBeginning(String written, @Nullable String publisher, String left) {
    EntryBody text = text(written.replace(";;", "\n\n"));
    EntryBody html = html("<p>" + written.replace(";;", "</p><p>") + "</p>");

    assertThat(text.publisher()).isEqualTo(publisher);
    assertThat(text.text()).isEqualTo(left.replace(";;", "\n\n"));
    assertThat(html.publisher()).isEqualTo(publisher);
    assertThat(String.join(";;", html.html().select("p").eachText())).isEqualTo(left);
  }

  @Test
  void takesTheCreditOfAPictureForNoSourceLine() {
    EntryBody body =
        html(
            "<figure><img src=/a.jpg><figcaption>Source: Harbour</figcaption></figure><p>It opened.</p>");

    assertThat(body.publisher()).isNull();
    assertThat(body.html().select("figcaption").text()).isEqualTo("Source: Harbour");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          Source:Harbour News The pier opened. getUrls?link=HASH - Pier | The pier opened.
          Source:Harbour News The pier opened. getUrls?link=HASH - Pi […] | The pier opened.  […]
          The pier opened. getUrls?link=HASH - Something else   | The pier opened. Something else
          Source:Harbour News                                   | -
          The pier opened, said a source at the harbour.        | The pier opened, said a source at the harbour.
          """)
  void readsTheSummaryToo(String written, @Nullable String left) {
    Markup content =
        new Markup(
            "Source:Harbour News\n\nThe pier opened.\n\ngetUrls?link=%s - Pier".formatted(H1),
            false);
    Markup summary = new Markup(written.replace("HASH", H1), false);

    EntryBody body =
        Dialects.reader()
            .read(Dialects.entry(Dialects.LINK, null, content, summary), Dialects.FEED, null);

    assertThat(body.summary() == null ? null : body.summary().value().replaceAll(" +", " "))
        .isEqualTo(left == null ? null : left.replaceAll(" +", " "));
    assertThat(body.references()).extracting(EntryReference::title).containsExactly("Pier");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          “It opens,” said Mayor Li. It was cold.     | “It opens,” said Mayor Li.
          The pier has opened.The ships came.         | The pier has opened.
          The pier of St. Mary opened. Ships came.    | The pier of St. Mary opened.
          Found on Feb. 18 at the pier. Ships came.   | Found on Feb. 18 at the pier.
          The J. Smith pier of the U.S. navy. Ships.  | The J. Smith pier of the U.S. navy.
          See harbour.example for more. Ships came.   | See harbour.example for more.
          """)
  void endsSentencesWhereAReaderDoes(String text, String title) {
    assertThat(text(text).title()).isEqualTo(title);
  }
}
