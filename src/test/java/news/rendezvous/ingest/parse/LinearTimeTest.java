package news.rendezvous.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import news.rendezvous.ingest.dialect.DialectReader;
import news.rendezvous.ingest.dialect.Dialects;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntryMaker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Linear time for long repetitions, on which a backtracking pattern takes quadratic time or worse.
 * Measured by the CPU time of the thread.
 */
class LinearTimeTest {

  private static final int LENGTH = 32 * 1024;

  /** Upper bound that quadratic time exceeds at that length. */
  private static final Duration FAST = Duration.ofMillis(75);

  /** Fields of an item; {@code @} is replaced by a text. */
  private static final String FIELDS =
      "<managingEditor>@</managingEditor><language>@</language><ttl>@</ttl><item><title>@</title>"
          + "<link>@</link><guid>@</guid><author>@</author><pubDate>@</pubDate>"
          + "<dc:creator>@ (x</dc:creator><dc:date>@</dc:date><category>@</category>"
          + "<enclosure url='@' type='@' length='@'/><itunes:duration>@</itunes:duration>"
          + "<media:content xmlns:media='@' url='@' medium='@'/></item>";

  private static final String HASH = "0123456789abcdef0123456789abcdef";

  private final DialectReader dialect = Dialects.reader();

  static Stream<String> bodies() {
    return Stream.of(
            "getUrls?",
            "/getUrls?",
            "getUrls?link=",
            "getUrls?link=" + HASH,
            "a/",
            "/",
            "?",
            "-",
            "\u2010",
            " ",
            "\u00a0",
            "\u2028",
            "&",
            "&amp;",
            "link=",
            "link=" + HASH,
            "a",
            "A",
            "A.",
            "\u6797",
            "\u8bb0\u8005",
            "reporter ",
            "Reporter: ",
            "Meeting point reporter ",
            "Li Na, ",
            "Source:",
            "Correspondent ",
            "\u6797\u6797/",
            "\u6797\u6797 ",
            "\u6797\u6797/\u6587 ",
            "\u6587/",
            "The Rendezvous News On ",
            "<br>",
            "<a href='getUrls?link=" + HASH + "'>a</a>",
            "<img src='getUrls?link=" + HASH + "'>",
            "\u6765\u6e90\uff1a",
            "\n",
            "\r",
            "\n\n ",
            "---\n",
            "<",
            "<a ",
            "<a b",
            "\u0130",
            "<p>",
            "</",
            "<!--",
            "<![CDATA[",
            "&lt;",
            "&#",
            "'",
            "\"",
            "@",
            "(",
            ".")
        .flatMap(
            piece ->
                Stream.of(
                        "", "getUrls?link=" + HASH, "getUrls?link=" + HASH + " -", "<p>", "Source:")
                    .map(before -> before + "|" + piece));
  }

  private static String repeated(String piece, int length) {
    return piece.repeat(length / piece.length());
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("bodies")
  void readsAnyBodyInLinearTime(String form) {
    String[] parts = form.split("\\|", 2);
    assertLinear(
        length -> {
          String body = parts[0] + repeated(parts[1], length) + "\u2028!";
          dialect.read(entry(new Markup(body, false)), null, "https://harbour.example/");
          dialect.read(entry(new Markup(body, true)), null, "https://harbour.example/");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@",
        "@",
        "@.",
        "a@b.",
        "(",
        "(a",
        "<a@",
        " ",
        "1",
        "1 ",
        "12:",
        "-02-3",
        "Feb ",
        "/",
        "#",
        "/#",
        "http://",
        "www.",
        ".",
        "-",
        "en-a",
        "image/",
        ",",
        ";",
        "&",
        "&amp;",
        "&amp;lt;b ",
        "A",
        "%",
        "%4",
        "\u0130",
        "\u4e2d",
        "\u2028",
        "\t"
      })
  void readsAnyFieldInLinearTime(String piece) {
    assertLinear(
        length -> {
          String text = repeated(piece, length).replace("&", "&amp;").replace("<", "&lt;");
          SampleDocuments.parse(
              SampleDocuments.rss(FIELDS.replace("@", text.replace("'", "&apos;"))));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE rss PUBLIC \"-|//DTD |x",
        "<!DOCTYPE |x|'",
        "<!DOCTYPE rss | |>",
        "<!DOCTYPE rss [|<!ENTITY a \"|x",
        "<!DOCTYPE rss [|<!--|x",
        "<?xml encoding=' | |x",
        "|<!--|x",
        "|<![CDATA[|x",
        "|<a |x",
        "|<a b='|x",
        "|</a|x",
        "|&|x",
        "|&a|x",
        "{\"version\":\"|[|x",
        "|[|x",
        "|-\n|x",
        "|<?|x"
      })
  void readsAnyDocumentInLinearTime(String form) {
    String[] parts = form.split("\\|", -1);
    assertLinear(
        length -> {
          String document = parts[0] + repeated(parts[1], length) + parts[2];
          String feed =
              "<rss version='2.0'><channel><item><title>"
                  + document
                  + "</title></item></channel></rss>";
          SampleDocuments.parse(document);
          SampleDocuments.parse(document + feed);
          SampleDocuments.parse(feed);
        });
  }

  private static ParsedEntry entry(Markup content) {
    ParsedEntry item = SampleDocuments.item("<link>https://harbour.example/city/</link>");
    return new ParsedEntryMaker()
        .link(item.link())
        .content(content)
        .authors(item.authors())
        .tags(item.tags())
        .media(item.media())
        .build();
  }

  /** Asserts that four times the length takes less than eight times the CPU time. */
  private static void assertLinear(IntConsumer reading) {
    long taken = cpu(reading, LENGTH);
    if (taken > FAST.toNanos()) {
      long warm = cpu(reading, LENGTH); // the first run may have been interpreted
      assertThat(warm).isLessThan(8 * cpu(reading, LENGTH / 4) + FAST.toNanos());
    }
  }

  private static long cpu(IntConsumer reading, int length) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    reading.accept(length);
    return threads.getCurrentThreadCpuTime() - before;
  }
}
