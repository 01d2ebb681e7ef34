package news.rendezvous.serve.format;

import static news.rendezvous.serve.format.SampleItems.document;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RssFormatTest extends XmlFormatContract {

  @Override
  FeedFormat format() {
    return new RssFormat(ROOM, Duration.ofMinutes(5));
  }

  @Override
  Read read(byte[] document) {
    return new Read(
        select(document, "/rss/channel/title").get(0),
        select(document, "/rss/channel/a:link[@rel='self']/@href").get(0),
        select(document, "/rss/channel/a:link[@rel='next']/@href").stream()
            .findFirst()
            .orElse(null),
        select(document, "/rss/channel/item/guid"),
        select(document, "/rss/channel/item/title"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
/rss/@version                          | 2.0
//channel/link                         | https://news.example.org/
//channel/description                  | All that sails
//channel/language                     | en
//channel/generator                    | Rendezvous
//channel/lastBuildDate                | Tue, 3 Mar 2026 10:00:00 GMT
//channel/ttl                          | 5
//channel/image/url                    | https://news.example.org/icon.png
//item/link                            | https://harbour.example.org/ferry?a=1&b=2
//item/guid/@isPermaLink               | false
//item/pubDate                         | Tue, 3 Mar 2026 09:08:07 GMT
//item/source                          | Harbour & Sea
//item/source/@url                     | https://harbour.example.org/feed?x=1&y=2
//item/dc:creator                      | Li Na; Ma Wei
//item/category                        | Ships; Night
//item/description                     | Ferries &lt; trams
//item/c:encoded                       | <p>It sails &amp; sails.</p>
//item/enclosure/@url                  | https://harbour.example.org/a.mp3
//item/enclosure/@length               | 700
//item/enclosure/@type                 | audio/mpeg
//item/m:content[not(@medium)]/@url    | https://harbour.example.org/b.pdf
//item/m:content[not(@medium)]/@type   | application/pdf
//item/m:content[@medium='image']/@url | https://harbour.example.org/lead.jpg; https://harbour.example.org/deck.jpg
//item/a:link[@rel='related']/@href    | https://canal.example.org/older
//item/a:link[@rel='related']/@title   | See "1
//item/a:link[@rel!='related']         | ''
//channel/a:link[@rel='alternate']/@href | https://news.example.org/feed.y?a=1&b=2
//item/i:duration                      | 60
//item/i:image/@href                   | https://harbour.example.org/lead.jpg
//item/comments                        | ''
""")
  void carriesAllOfAnItem(String expression, String values) {
    FeedMetadata head =
        new FeedMetadata(
            "Harbour news",
            "https://news.example.org/",
            "All that sails",
            "en",
            "https://news.example.org/icon.png",
            List.of("Harbour desk"));

    byte[] document = format().render(document(head, null, SampleItems.rich()));

    assertThat(String.join("; ", select(document, expression))).isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          A sum | A text | <p>HTML</p> | A sum
          -     | A text | <p>HTML</p> | A text
          -     | a < b  | -           | a &lt; b
          -     | -      | <p>HTML</p> | HTML
          """)
  void describesAnItemByTheShortestTextThatThereIs(
      String summary, String text, String html, String description) {
    byte[] document =
        format()
            .render(document(SampleItems.item(1, SampleItems.story(null, html, text, summary))));

    assertThat(select(document, "//item/description")).containsExactly(description);
  }

  @Test
  void datesAnItemByWhenItWasSeenWhereNobodySays() {
    byte[] document = format().render(document(SampleItems.item(90, "One")));

    assertThat(select(document, "//item/pubDate"))
        .isEqualTo(List.of("Tue, 3 Mar 2026 10:30:00 GMT"));
  }
}
