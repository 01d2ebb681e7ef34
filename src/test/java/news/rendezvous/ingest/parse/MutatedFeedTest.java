package news.rendezvous.ingest.parse;

import static news.rendezvous.ingest.parse.SampleDocuments.atom;
import static news.rendezvous.ingest.parse.SampleDocuments.rss;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import org.junit.jupiter.api.Assertions;

/** Robustness: the parser has an outcome for any bytes, in bounded time. */
class MutatedFeedTest {

  private static final FeedParser PARSER = new FeedParser(SampleDocuments.CONFIG);
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final List<byte[]> FEEDS =
      List.of(
          utf8(
              "<!DOCTYPE rss [<!ENTITY pier \"The pier\">]>"
                  + rss(
                      """
                      <item><title>&pier; &amp; the tide</title><link>/1</link>
                      <guid isPermaLink="false">1</guid><pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>
                      <content:encoded><![CDATA[<p>Ships <b>sail</b>.</p>]]></content:encoded>
                      <enclosure url="/t.mp3" length="42" type="audio/mpeg"/></item>
                      <item><dc:date>2026-03-03</dc:date><media:content url="/a.jpg" medium="image"/></item>
                      """)),
          utf8(
              atom(
                  """
                  <entry><id>urn:1</id><title type="html">A &lt;i&gt;b&lt;/i&gt;</title>
                  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Größe</p></div></content>
                  <link href="1"/><updated>2026-03-03T11:00:00Z</updated></entry>
                  """)),
          utf8(
              """
              {"version":"https://jsonfeed.org/version/1.1","title":"港口","items":[
              {"id":1,"url":"/1","content_text":"Ships \\u2014 sail","tags":["sea"],"authors":[{"name":"Li Na"}]}]}
              """),
          "<?xml version='1.0' encoding='gb2312'?><rss><channel><item><title>港口新闻</title></item></channel></rss>"
              .getBytes(Charset.forName("GBK")),
          rss("<item><title>Größe</title></item>").getBytes(StandardCharsets.UTF_16));

  private static final List<String> MARKS =
      List.of(
          "<",
          ">",
          "&",
          "</item>",
          "<item>",
          "<![CDATA[",
          "]]>",
          "<!--",
          "-->",
          "<?",
          "<!DOCTYPE x [",
          "<!ENTITY a \"b\">",
          "]>",
          "&a;",
          "&#0;",
          "&#xD800;",
          "xml:base=\"::\"",
          " xmlns=\"\"",
          "\u0000",
          "\uFEFF",
          "\"",
          "'",
          "{",
          "[",
          "<a:b c:d='e'>",
          "<content type='image/png'>");

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Property(tries = 2000, seed = "7")
  void everyMutationOfAFeedHasAnOutcome(@ForAll("mutated") byte[] document) {
    ParsedDocument parsed =
        Assertions.assertTimeout(
            SOON, () -> PARSER.parse(SampleDocuments.document(document, "application/xml")));

    assertThat(parsed).isInstanceOfAny(ParsedDocument.Feed.class, ParsedDocument.Rejected.class);
  }

  @Property(tries = 500, seed = "7")
  void anyBytesHaveAnOutcome(@ForAll byte[] document) {
    assertThat(PARSER.parse(SampleDocuments.document(document, null))).isNotNull();
  }

  @Provide
  Arbitrary<byte[]> mutated() {
    return Combinators.combine(Arbitraries.of(FEEDS), mutation().list().ofMinSize(1).ofMaxSize(6))
        .as(
            (feed, mutations) -> {
              byte[] bytes = feed;
              for (Mutation mutation : mutations) {
                bytes = mutation.of(bytes);
              }
              return bytes;
            });
  }

  private static Arbitrary<Mutation> mutation() {
    return Combinators.combine(
            Arbitraries.of(Kind.values()),
            Arbitraries.integers().between(0, 9_999),
            Arbitraries.integers().between(0, 300),
            Arbitraries.of(MARKS))
        .as(Mutation::new);
  }

  private enum Kind {
    FLIP,
    CUT,
    LEAVE_OUT,
    REPEAT,
    INSERT
  }

  /** A change at an offset, given in ten thousandths of the length. */
  private record Mutation(Kind kind, int place, int size, String mark) {

    byte[] of(byte[] bytes) {
      int from = (int) ((long) place * bytes.length / 10_000);
      int to = Math.min(bytes.length, from + size);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(bytes, 0, from);
      switch (kind) {
        case FLIP -> flipped(out, bytes, from);
        case CUT -> {}
        case LEAVE_OUT -> out.write(bytes, to, bytes.length - to);
        case REPEAT -> {
          out.write(bytes, from, to - from);
          out.write(bytes, from, bytes.length - from);
        }
        case INSERT -> {
          out.writeBytes(utf8(mark));
          out.write(bytes, from, bytes.length - from);
        }
      }
      return out.toByteArray();
    }

    private void flipped(ByteArrayOutputStream out, byte[] bytes, int from) {
      if (from < bytes.length) {
        out.write(bytes[from] ^ (1 << (size % 8)));
        out.write(bytes, from + 1, bytes.length - from - 1);
      }
    }
  }
}
