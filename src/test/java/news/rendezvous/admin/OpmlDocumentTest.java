package news.rendezvous.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.FeedParser;
import news.rendezvous.ingest.parse.SampleDocuments;
import news.rendezvous.serve.http.problem.Problem;
import news.rendezvous.serve.http.problem.ProblemException;
import news.rendezvous.source.opml.OpmlOutline;
import news.rendezvous.source.opml.OpmlWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OpmlDocumentTest {

  private static final FeedParser PARSER = new FeedParser(SampleDocuments.CONFIG);
  private static final String URL = "https://quay.example/feed";

  private static List<OpmlOutline> read(byte[] opml, @Nullable String contentType) {
    return OpmlDocument.read(PARSER, opml, contentType);
  }

  private static List<OpmlOutline> read(String opml) {
    return read(opml.getBytes(UTF_8), null);
  }

  private static Problem refused(String opml) {
    try {
      return new Problem("none", "none", 400, String.valueOf(read(opml)), null);
    } catch (ProblemException e) {
      return e.problem();
    }
  }

  private static String opml(String outlines) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <opml version="2.0">
          <head><title>Subscriptions</title></head>
          <body>%s</body>
        </opml>
        """
        .formatted(outlines);
  }

  /** Titles and URLs, one outline a line. */
  private static String lines(List<OpmlOutline> outlines) {
    return outlines.stream()
        .map(outline -> outline.title() + " " + outline.xmlUrl())
        .reduce((a, b) -> a + "; " + b)
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <outline type="rss" text="Quay" title="Quay" xmlUrl="http://q/f" htmlUrl="http://q/"/> | Quay http://q/f
          <outline text="Quay" xmlUrl="http://q/f"/>                              | Quay http://q/f
          <outline title="Quay" xmlUrl="http://q/f"/>                             | Quay http://q/f
          <outline text="  " title="Quay" xmlurl=" http://q/f "/>                 | Quay http://q/f
          <outline text="Mine" title="Theirs" xmlUrl="http://q/f"/>               | Mine http://q/f
          <outline Text="Quay" XMLURL="http://q/f" TYPE="RSS"/>                   | Quay http://q/f
          <OUTLINE text="Quay" xmlUrl="http://q/f"></OUTLINE>                     | Quay http://q/f
          <outline text="Quay" type="rss" url="http://q/f"/>                      | Quay http://q/f
          <outline text="Quay" type="atom" version="RSS2" xmlUrl="http://q/f"/>   | Quay http://q/f
          <outline text="Quay" url="http://q/" xmlUrl="http://q/f"/>              | Quay http://q/f
          <outline text="Page" type="link" url="http://q/"/>                      | Page null
          <outline text="List" type="include" url="http://q/list.opml"/>          | List null
          <outline text="Note"/>                                                  | Note null
          <outline xmlUrl="http://q/f"/>                                          | null http://q/f
          <outline text="A"><outline text="B"><outline text="C" xmlUrl="http://q/c"/></outline><outline text="D" xmlUrl="http://q/d"/></outline> | C http://q/c; D http://q/d
          <outline text="A" xmlUrl="http://q/a"><outline text="B" xmlUrl="http://q/b"/></outline> | A http://q/a; B http://q/b
          <outline text="Empty folder"><p/></outline>                             | Empty folder null
          <outline text="Bread &amp; butter" xmlUrl="http://q/f?a=1&amp;b=2"/>    | Bread & butter http://q/f?a=1&b=2
          <outline text="Bread & butter" xmlUrl="http://q/f?a=1&b=2"/>            | Bread & butter http://q/f?a=1&b=2
          <outline text="Caf&eacute;" xmlUrl="http://q/f"/>                       | Café http://q/f
          <outline text="x < y" xmlUrl="http://q/f"/>                             | x < y http://q/f
          <outline text="Quay" created="yesterday" isComment="x" xmlUrl="http://q/f"/> | Quay http://q/f
          <outline xmlns:f="urn:reader" f:text="No" text="Quay" f:xmlUrl="http://x/" xmlUrl="http://q/f"/> | Quay http://q/f
          <!-- old --><outline text="Quay" xmlUrl="http://q/f"/><x/>text          | Quay http://q/f
          """)
  void readsTheOutlinesOfRealExports(String outlines, String read) {
    assertThat(lines(read(opml(outlines)))).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <opml version="1.0"><head/><body>%s</body></opml>
          <opml version="1.1"><body>%s</body></opml>
          <opml><body>%s</body></opml>
          <OPML VERSION="2.0"><HEAD></HEAD><BODY>%s</BODY></OPML>
          <opml version="2.0"><head><vertScrollState>x</vertScrollState><windowTop>?</windowTop></head><body>%s</body></opml>
          <opml version="1.0"><head><docs>http://www.opml.org/spec2</docs></head><body>%s</body></opml>
          <opml xmlns="http://opml.org/spec2" version="2.0"><body>%s</body></opml>
          <o:opml xmlns:o="http://opml.org/spec2" version="2.0"><o:body>%s</o:body></o:opml>
          <?xml version="1.0"?><!DOCTYPE opml><opml version="1.0"><body>%s</body></opml>
          <?xml version="1.0"?><!DOCTYPE opml [<!ENTITY x "Quay">]><opml version="1.0"><body>%s</body></opml>
          """)
  void readsEveryVersionAndWrapping(String document) {
    String outline = "<outline text='Quay' xmlUrl='" + URL + "'/>";

    assertThat(lines(read(document.formatted(outline)))).isEqualTo("Quay " + URL);
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of("UTF-8", "UTF-8", null, "\uFEFF"),
        Arguments.of("UTF-16", "UTF-16", null, ""),
        Arguments.of("UTF-16LE", "utf-16", null, "\uFEFF"),
        Arguments.of("GBK", "GB2312", null, ""),
        Arguments.of("Shift_JIS", "Shift_JIS", null, ""),
        Arguments.of("GB18030", "UTF-8", "text/xml; charset=gb18030", ""));
  }

  @ParameterizedTest
  @MethodSource
  void encodings(String charset, String declared, @Nullable String contentType, String mark) {
    String opml =
        "%s<?xml version='1.0' encoding='%s'?><opml><body><outline text='東京港' xmlUrl='%s'/></body></opml>"
            .formatted(mark, declared, URL);

    assertThat(lines(read(opml.getBytes(Charset.forName(charset)), contentType)))
        .isEqualTo("東京港 " + URL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <opml><body>                                        | cannot be read: XML breaks at line 1, column 12
          <opml><body><outline text="a"></body></opml>        | cannot be read: XML breaks at line 1, column
          <opml version="2.0"><head/></opml>                  | has no <body>
          <rss version="2.0"><channel/></rss>                 | root element <rss> is not <opml>
          <html><body/></html>                                | root element <html> is not <opml>
          not xml                                             | cannot be read: XML breaks at line 1, column 1
          {"url":"https://quay.example/"}                     | cannot be read: XML breaks at line 1, column 1
          <!DOCTYPE opml SYSTEM "http://quay.example/o.dtd"><opml><body/></opml> | document type
          <!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml><body><outline text="&x;"/></body></opml> | document type
          <!DOCTYPE opml [<!ENTITY % x SYSTEM "http://quay.example/x">%x;]><opml><body/></opml> | document type
          <!DOCTYPE o [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><opml><body><outline text="&b;"/></body></opml> | document type
          """)
  void saysWhyADocumentCannotBeRead(String document, String reason) {
    Problem problem = refused(document);

    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.cause()).isEqualTo("malformed-body");
    assertThat(problem.detail()).contains(reason).doesNotEndWith("..");
  }

  @Test
  void countsLinesFromTheBeginningOfTheDocument() {
    String document = "<?xml version='1.0'?>\n<!DOCTYPE opml>\n<opml>\n<body>\n</bodyy></opml>";

    assertThat(refused(document).detail()).contains("XML breaks at line 5, column ");
  }

  static Stream<Arguments> bombs() {
    String entities =
        IntStream.range(1, 12)
            .mapToObj(i -> "<!ENTITY e%d '%s'>".formatted(i, ("&e" + (i - 1) + ";").repeat(10)))
            .reduce("<!ENTITY e0 'lol'>", String::concat);
    return Stream.of(
        Arguments.of("<!DOCTYPE opml [%s]><opml><body><outline text='&e11;'/></body></opml>"
            .formatted(entities)),
        Arguments.of("<!DOCTYPE opml [<!ENTITY a '%s'>]><opml><body><outline text='%s'/></body></opml>"
            .formatted("a".repeat(90), "&a;".repeat(200_000))),
        Arguments.of("<opml><body>" + "<outline>".repeat(50_000) + "</outline>".repeat(50_000)
            + "</body></opml>"),
        Arguments.of("<opml><body><outline %s/></body></opml>"
            .formatted(
                IntStream.range(0, 20_000)
                    .mapToObj(i -> "a" + i + "=''")
                    .reduce("", (a, b) -> a + " " + b))));
  }

  @ParameterizedTest
  @MethodSource
  void bombs(String document) {
    Problem problem = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> refused(document));

    assertThat(problem.cause()).isIn("malformed-body", "too-large-document");
    assertThat(problem.detail()).startsWith("The OPML cannot be read: ");
  }

  @Test
  void readsWhatTheServiceWrites() {
    List<OpmlOutline> outlines =
        List.of(
            new OpmlOutline(
                "Quay <& \"Pier\"> 🚢",
                URL + "?a=1&b='2'",
                "https://quay.example/",
                "pt-BR",
                Map.of("id", "quay", "interval", "PT15M", "links_base", "https://quay.example/")),
            new OpmlOutline("港口", "https://harbour.example/", null, null, Map.of("enabled", "false")),
            new OpmlOutline("Plain", "https://plain.example/", null, null, Map.of()));

    assertThat(read(OpmlWriter.write("Sources", outlines), null)).isEqualTo(outlines);
  }
}
