package news.rendezvous.ingest.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Story;
import news.rendezvous.item.Story.Author;
import news.rendezvous.item.text.DateText;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invariants for any input: random texts of fragments that attacks consist of. */
class AnyInputTest {

  private static final Set<String> ADDRESSES = Set.of("href", "src", "poster", "cite");

  private static final int TEXTS = 400;

  private static final List<String> PIECES =
      List.of(
          "<",
          ">",
          "</",
          "/>",
          "\"",
          "'",
          "`",
          "=",
          "&",
          ";",
          " ",
          "\n",
          "\u0000",
          "\u00a0",
          "<!--",
          "-->",
          "--!>",
          "<![CDATA[",
          "]]>",
          "<?",
          "<!",
          "&lt;",
          "&gt;",
          "&amp;",
          "&#x3c;",
          "&#60;",
          "<script>",
          "</script>",
          "alert(1)",
          "<svg>",
          "<math>",
          "<mtext>",
          "<mglyph>",
          "<style>",
          "</style>",
          "<title>",
          "</title>",
          "<textarea>",
          "</textarea>",
          "<noscript>",
          "<template>",
          "<xmp>",
          "<plaintext>",
          "<select>",
          "<option>",
          "<table>",
          "<td>",
          "<form>",
          "</form>",
          "<iframe srcdoc=",
          "<foreignObject>",
          "<annotation-xml encoding=text/html>",
          "<desc>",
          "<p>",
          "</p>",
          "<b>",
          "<i title=\"",
          "<a href=",
          "<img src=",
          "<video poster=",
          "<base href=",
          "javascript:",
          "java\tscript:",
          "data:text/html,",
          "vbscript:",
          "https://x.example/",
          "//x",
          " onerror=",
          " onload=",
          " style=",
          " srcset=",
          " xlink:href=",
          "x",
          "港",
          "\ud83d",
          "e\u0301");

  /** Even bare these reach beyond the field in which they stand. */
  private static final String REACHING_FURTHER =
      "script,style,iframe,frameset,noembed,noframes,noscript,plaintext,select,template,textarea,"
          + "title,xmp";

  /** Of these, no more than the name may be there. */
  private static final String ACTIVE_IF_FILLED =
      "applet,base,button,embed,form,frame,input,link,math,meta,object,svg";

  static Stream<String> texts() {
    return LongStream.range(0, TEXTS).mapToObj(AnyInputTest::text);
  }

  private static String text(long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, 2 + random.nextInt(30))
        .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void leavesNothingActiveInAnyField(String text) {
    Entry entry =
        ParsedEntries.normalize(
            ParsedEntries.everywhere(text), ParsedEntries.html("<p>It sails " + text));

    assertThat(String.valueOf(entry.story().contentHtml())).satisfies(AnyInputTest::isInert);
    assertThat(plainFields(entry))
        .allSatisfy(field -> assertThat(field).doesNotContain("<!--"))
        .map(field -> Jsoup.parseBodyFragment("<h2>" + field + "</h2>").body())
        .allSatisfy(AnyInputTest::doesNothing);
  }

  /** Asserts that plain text rendered as HTML has no effect. */
  private static void doesNothing(Element body) {
    assertThat(body.select(REACHING_FURTHER)).isEmpty();
    assertThat(body.select(ACTIVE_IF_FILLED))
        .allSatisfy(element -> assertThat(element.attributes().asList()).isEmpty());
    assertThat(body.getAllElements())
        .flatExtracting(element -> element.attributes().asList())
        .extracting(Attribute::getKey)
        .noneMatch(
            name -> name.matches("on\\w+|style|src\\w*|(xlink:)?href|action|poster|background"));
  }

  private static void isInert(String html) {
    Element body = Jsoup.parseBodyFragment(html).body();
    assertThat(body.select(HostileMarkupTest.ACTIVE_ELEMENTS)).isEmpty();
    assertThat(body.getAllElements())
        .flatExtracting(element -> element.attributes().asList())
        .allSatisfy(AnyInputTest::isInert);
  }

  private static void isInert(Attribute attribute) {
    assertThat(attribute.getKey()).doesNotStartWith("on").isNotIn("style", "srcdoc", "srcset");
    if (ADDRESSES.contains(attribute.getKey())) {
      assertThat(attribute.getValue()).matches("(?:https?://|mailto:).*");
    }
  }

  private static List<String> plainFields(Entry entry) {
    Story story = entry.story();
    return Stream.of(
            Stream.of(story.title(), story.summary(), entry.publisher(), story.contentText()),
            story.authors().stream().map(Author::name),
            story.tags().stream())
        .flatMap(fields -> fields)
        .map(String::valueOf)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void changesNothingInWhatIsClean(String text) {
    String once = content("<p>It sails " + text + "</p>");

    assertThat(content(once)).isEqualTo(once);
  }

  private static String content(String html) {
    Story story =
        ParsedEntries.normalize(
                ParsedEntries.entry("1", ParsedEntries.LINK, "Ferry"), ParsedEntries.html(html))
            .story();
    return String.valueOf(story.contentHtml());
  }

  @ParameterizedTest
  @MethodSource("texts")
  void takesAnyTextForAnAddress(String text) {
    Entry entry = ParsedEntries.normalize(ParsedEntries.addressed(text), ParsedEntries.none());

    assertThat(Stream.of(entry.story().url(), entry.story().image()).map(String::valueOf))
        .allMatch(url -> url.equals("null") || url.startsWith("http"));
    assertThatCode(() -> DateText.read(text, ZoneOffset.UTC)).doesNotThrowAnyException();
  }

  @Test
  void takesNoLongerThanTheTextIsLong() {
    Stream<String> texts =
        Stream.of("<", "&lt;", "<b>", "<!--", "' ", "a:", "<a href=x ", "&", "\u00a0")
            .map(piece -> piece.repeat(20_000));

    // The processor's time, which other work on the machine does not take.
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    texts.forEach(
        text -> ParsedEntries.normalize(ParsedEntries.everywhere(text), ParsedEntries.text(text)));
    long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;

    assertThat(Duration.ofNanos(taken)).isLessThan(Duration.ofSeconds(5));
  }
}
