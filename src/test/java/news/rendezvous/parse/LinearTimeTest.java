package news.rendezvous.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;
import news.rendezvous.dialect.Dialect;
import news.rendezvous.dialect.Dialects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long texts of few characters, on which a pattern that backtracks takes quadratic time or worse.
 * Processor time of this thread is measured, which other load does not lengthen; what is linear
 * takes a tenth of the bound.
 */
class LinearTimeTest {

  private static final int LENGTH = 256 * 1024;
  private static final Duration BOUND = Duration.ofSeconds(5);
  private static final String HASH = "0123456789abcdef0123456789abcdef";

  private final Dialect dialect = Dialects.reader();

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
                    .map(before -> before + repeated(piece) + "\u2028!"));
  }

  private static String repeated(String piece) {
    return piece.repeat(LENGTH / piece.length());
  }

  @ParameterizedTest(name = "[{index}]")
  @MethodSource("bodies")
  void readsAnyBodyInLinearTime(String body) {
    long taken =
        cpu(
            () -> {
              dialect.read(entry(new Markup(body, false)), null, "https://harbour.example/");
              dialect.read(entry(new Markup(body, true)), null, "https://harbour.example/");
            });

    assertThat(Duration.ofNanos(taken)).isLessThan(BOUND);
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
    String text =
        repeated(piece).substring(0, LENGTH / 4).replace("&", "&amp;").replace("<", "&lt;");
    String feed =
        Samples.rss(
            ("<managingEditor>@</managingEditor><language>@</language><ttl>@</ttl><item><title>@</title>"
                    + "<link>@</link><guid>@</guid><author>@</author><pubDate>@</pubDate>"
                    + "<dc:creator>@ (x</dc:creator><dc:date>@</dc:date><category>@</category>"
                    + "<enclosure url='@' type='@' length='@'/><itunes:duration>@</itunes:duration>"
                    + "<media:content xmlns:media='@' url='@' medium='@'/></item>")
                .replace("@", text.replace("'", "&apos;")));

    assertThat(Duration.ofNanos(cpu(() -> Samples.parse(feed)))).isLessThan(BOUND);
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
    String document = parts[0] + repeated(parts[1]) + parts[2];
    String feed =
        "<rss version='2.0'><channel><item><title>" + document + "</title></item></channel></rss>";

    long taken =
        cpu(
            () -> {
              Samples.parse(document);
              Samples.parse(document + feed);
              Samples.parse(feed);
            });

    assertThat(Duration.ofNanos(taken)).isLessThan(BOUND);
  }

  private static ParsedEntry entry(Markup content) {
    ParsedEntry item = Samples.item("<link>https://harbour.example/city/</link>");
    return new ParsedEntryMaker()
        .link(item.link())
        .content(content)
        .authors(item.authors())
        .tags(item.tags())
        .media(item.media())
        .build();
  }

  private static long cpu(Runnable work) {
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    work.run();
    return threads.getCurrentThreadCpuTime() - before;
  }
}
