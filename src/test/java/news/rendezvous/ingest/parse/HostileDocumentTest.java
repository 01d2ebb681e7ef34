package news.rendezvous.ingest.parse;

import static news.rendezvous.ingest.parse.SampleDocuments.feed;
import static news.rendezvous.ingest.parse.SampleDocuments.rejected;
import static news.rendezvous.ingest.parse.SampleDocuments.rss;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.source.PollOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileDocumentTest {

  private static final Duration SOON = Duration.ofMillis(200);

  private static final String RSS =
      "<rss version='2.0'><channel><item><guid>1</guid></item></channel></rss>";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>",
        "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"http://127.0.0.1/p.dtd\"> %p;]>",
        "<!DOCTYPE rss SYSTEM \"http://127.0.0.1/evil.dtd\">",
        "<!DOCTYPE rss [<!ENTITY a \"<b>x</b>\">]>",
        "<!DOCTYPE rss [<!NOTATION n SYSTEM \"n\">]>",
        "<!-- x --><!DOCTYPE rss PUBLIC \"evil\" \"http://127.0.0.1/evil.dtd\">"
      })
  void rejectsAHarmfulDocumentType(String doctype) {
    assertThat(rejected(doctype + RSS).outcome()).isEqualTo(PollOutcome.DTD_REJECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE rss>",
        "<?xml version='1.1'?>\n<!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\"\n"
            + " \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">",
        "<!DOCTYPE rss SYSTEM 'http://www.rssboard.org/rss-0.91.dtd'>",
        "<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC \"-//W3C//ENTITIES Latin 1 for XHTML//EN\""
            + " \"http://127.0.0.1/xhtml-lat1.ent\"> %HTMLlat1;]>",
        "junk<!doctype rss [<!ENTITY a \"x &#60;\">]>",
        "<!DOCTYPE rdf:RDF PUBLIC \"-//DUBLIN CORE//DCMES DTD 2002/07/31//EN\"\n"
            + " \"http://dublincore.org/documents/2002/07/31/dcmes-xml/dcmes-xml-dtd.dtd\">",
        "<!DOCTYPE Channel SYSTEM \"http://www.w3c.org/Channel.dtd\">",
        "<!DOCTYPE rss [<!-- a > b ] --><!ELEMENT rss ANY><!ENTITY nbsp '&#160;'>\n]>"
      })
  void skipsAHarmlessDocumentType(String doctype) {
    assertThat(feed(doctype + RSS).entries()).hasSize(1);
  }

  @Test
  void rejectsAReferenceToAnEntityOfMarkup() {
    String doctype = "<!DOCTYPE rss [<!ENTITY a \"<b>x</b>\">]>";

    assertThat(rejected(doctype + RSS.replace("<channel>", "<channel>&a;")).outcome())
        .isEqualTo(PollOutcome.DTD_REJECTED);
  }

  @Test
  void replacesEntitiesOfPlainText() {
    String doctype =
        "<!DOCTYPE rss [<!ENTITY pier \"Pier &#38; quay, \"><!ENTITY pier 'not this'>]>";
    String feed = rss("<item><title>&pier;12 &mdash; &eacute;</title></item>");

    assertThat(feed(doctype + feed.substring(feed.indexOf("<rss"))).entries())
        .extracting(entry -> entry.title().value())
        .containsExactly("Pier & quay, 12 — é");
  }

  static Stream<String> documentTypesThatBlowUp() {
    String phrase = "x".repeat(100);
    String long_ = "<!DOCTYPE rss [<!ENTITY a \"" + "x".repeat(100_000) + "\">]>";
    String laughs =
        IntStream.range(1, 200)
            .mapToObj(i -> "<!ENTITY l%d \"&l%d;&l%d;\">".formatted(i, i - 1, i - 1))
            .collect(Collectors.joining("", "<!DOCTYPE rss [<!ENTITY l0 \"ha\">", "]>"));
    String many =
        IntStream.range(0, 100_000)
            .mapToObj("<!ENTITY e%d \"x\">"::formatted)
            .collect(Collectors.joining("", "<!DOCTYPE rss [", "]>"));
    String often = "<!DOCTYPE rss [<!ENTITY a \"" + phrase + "\">]>";
    return Stream.of(
        long_ + rss("&a;".repeat(100_000)).substring(39),
        laughs + RSS,
        many + RSS,
        often
            + "<rss><channel><item><title>"
            + "&a;".repeat(500_000)
            + "</title></item></channel></rss>",
        "<!DOCTYPE rss [" + "<!ELEMENT ".repeat(100_000),
        "<!DOCTYPE rss [" + " ".repeat(1_000_000) + "<!ENTITY",
        "<!DOCTYPE rss [<!ENTITY % HTMLx PUBLIC \"-//Evil//ENTITIES\" \"http://127.0.0.1/\">]>"
            + RSS);
  }

  @ParameterizedTest
  @MethodSource("documentTypesThatBlowUp")
  void rejectsAnEntityBlowUp(String document) {
    assertThat(soon(document).outcome()).isEqualTo(PollOutcome.DTD_REJECTED);
  }

  static Stream<String> documentsBeyondTheLimits() {
    String attributes =
        IntStream.range(0, 20_000).mapToObj(i -> " a" + i + "=''").collect(Collectors.joining());
    return Stream.of(
        rss("<x>".repeat(100_000)),
        rss(
            "<item><description>"
                + "<div>".repeat(5_000)
                + "</div>".repeat(5_000)
                + "</description></item>"),
        rss("</y><x>".repeat(5_000)),
        rss("<item" + attributes + "/>"),
        rss("</y><item" + attributes + "/>"),
        rss(namesOfOneHash("<%s/>")),
        rss(namesOfOneHash("<x %s=''/>")),
        rss(namesOfOneHash("<?%s?>")),
        rss(namesOfOneHash("<x xmlns:%s='urn:x'/>")),
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":" + "[".repeat(20_000),
        "{\"items\":[{\"id\":" + "1".repeat(100_000) + "}]}");
  }

  /** Names with equal hash codes: sequences of "Aa" and "BB". */
  private static String namesOfOneHash(String form) {
    return IntStream.range(0, 1 << 14)
        .mapToObj(Integer::toBinaryString)
        .map(bits -> "0".repeat(14 - bits.length()) + bits)
        .map(bits -> form.formatted(bits.replace("0", "Aa").replace("1", "BB")))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("documentsBeyondTheLimits")
  void refusesADocumentBeyondTheLimits(String document) {
    assertThat(soon(document).outcome()).isEqualTo(PollOutcome.LIMIT);
  }

  static Stream<String> treesThatWouldFillTheMemory() {
    return Stream.of(
        rss("<a/>".repeat(500_001)),
        rss("<a b='' c='' d='' e=''/>".repeat(100_001)),
        rss("x<!---->".repeat(500_001)),
        "<rss>" + "<a>".repeat(500_001),
        "<rss></a>" + "<a/>".repeat(500_001),
        "{\"items\":[" + "{},".repeat(250_001) + "{}]}",
        "{\"items\":[" + "1,".repeat(500_001) + "1]}");
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("treesThatWouldFillTheMemory")
  void refusesATreeThatWouldFillTheMemory(String document) {
    assertThat(rejected(document))
        .satisfies(rejected -> assertThat(rejected.outcome()).isEqualTo(PollOutcome.LIMIT))
        .satisfies(rejected -> assertThat(rejected.detail()).contains("500000"));
  }

  @Test
  void keepsTheFirstThousandEntriesWithoutDates() {
    ParsedDocument.Feed feed = feed(rss(items(1_200, i -> "")));

    assertThat(feed.entries()).hasSize(1_000);
    assertThat(feed.entries().get(0).guid()).isEqualTo("0");
    assertThat(feed.dropped()).isEqualTo(200);
  }

  @Test
  void keepsTheNewestThousandDatedEntriesInTheirOrder() {
    ParsedDocument.Feed feed =
        feed(
            rss(
                items(
                    1_200,
                    i -> "<dc:date>2026-01-01T00:%02d:%02dZ</dc:date>".formatted(i / 60, i % 60))));

    List<ParsedEntry> entries = feed.entries();
    assertThat(entries).hasSize(1_000);
    assertThat(entries.get(0).guid()).isEqualTo("200");
    assertThat(entries.get(999).guid()).isEqualTo("1199");
    assertThat(feed.dropped()).isEqualTo(200);
  }

  /** Rejects a document, several times if need be, since the first runs are interpreted. */
  private static ParsedDocument.Rejected soon(String document) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<Duration> taken = new ArrayList<>();
    ParsedDocument.Rejected rejected;
    do {
      long start = threads.getCurrentThreadCpuTime();
      rejected = rejected(document);
      taken.add(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start));
    } while (taken.size() < 6 && taken.get(taken.size() - 1).compareTo(SOON) >= 0);
    assertThat(taken).anyMatch(time -> time.compareTo(SOON) < 0);
    return rejected;
  }

  private static String items(int count, java.util.function.IntFunction<String> date) {
    return IntStream.range(0, count)
        .mapToObj(i -> "<item><guid>%d</guid>%s</item>".formatted(i, date.apply(i)))
        .collect(Collectors.joining());
  }
}
