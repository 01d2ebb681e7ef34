package news.rendezvous.serve.format;

import static news.rendezvous.serve.format.SampleItems.document;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.Withdrawal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomFormatTest extends XmlFormatContract {

  @Override
  FeedFormat format() {
    return new AtomFormat(ROOM);
  }

  @Override
  Read read(byte[] document) {
    return new Read(
        select(document, "/a:feed/a:title").get(0),
        select(document, "/a:feed/a:link[@rel='self']/@href").get(0),
        select(document, "/a:feed/a:link[@rel='next']/@href").stream().findFirst().orElse(null),
        select(document, "/a:feed/a:entry/a:id"),
        select(document, "/a:feed/a:entry/a:title"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
"""
/a:feed/a:id                              | urn:uuid:6f0f6c1e-6f0b-3c55-9a57-0c4a3f8e2d11
/a:feed/a:subtitle                        | All that sails
/a:feed/@*[name()='xml:lang'] | en
/a:feed/a:updated                         | 2026-03-03T10:00:00Z
/a:feed/a:author/a:name                   | Harbour desk
/a:feed/a:link[@rel='alternate']/@href    | https://news.example.org/; https://news.example.org/feed.y?a=1&b=2
/a:feed/a:link[@rel='alternate']/@type    | text/html; application/y
//a:entry/i:duration                      | 60
//a:entry/i:image/@href                   | https://harbour.example.org/lead.jpg
//a:entry/@*[name()='xml:lang'] | en
//a:entry/a:title/@type                   | text
//a:entry/a:updated                       | 2026-03-03T10:00:00Z
//a:entry/a:published                     | 2026-03-03T09:08:07Z
//a:entry/a:author/a:name                 | Li Na; Ma Wei
//a:entry/a:category/@term                | Ships; Night
//a:entry/a:link[@rel='alternate']/@href  | https://harbour.example.org/ferry?a=1&b=2
//a:entry/a:link[@rel='enclosure']/@href  | https://harbour.example.org/a.mp3; https://harbour.example.org/b.pdf
//a:entry/a:link[@rel='enclosure']/@length | 700
//a:entry/a:link[@rel='related']/@href    | https://canal.example.org/older
//a:entry/a:link[@rel='related']/@title   | See "1
//a:entry/a:summary                       | Ferries < trams
//a:entry/a:content                       | <p>It sails &amp; sails.</p>
//a:entry/a:content/@type                 | html
//a:entry/a:source/a:id                   | https://harbour.example.org/feed?x=1&y=2
//a:entry/a:source/a:title                | Harbour & Sea
//a:entry/m:content/@url                  | https://harbour.example.org/lead.jpg; https://harbour.example.org/deck.jpg
//a:rights                                | ''
""")
  void carriesAllOfAnEntry(String expression, String values) {
    byte[] document = format().render(document(SampleItems.rich()));

    assertThat(String.join("; ", select(document, expression))).isEqualTo(values);
  }

  /** RFC 6721 section 3. */
  @Test
  void listsWithdrawnItems() {
    ItemId gone = SampleItems.item(7, "Gone").id();
    Instant when = SampleItems.NOON.plusSeconds(5);
    FeedDocument document = withdrawing(new Withdrawal(gone, when, null), SampleItems.rich());

    byte[] atom = format().render(document);

    assertThat(select(atom, "/a:feed/at:deleted-entry/@ref")).containsExactly(gone.toString());
    assertThat(select(atom, "/a:feed/at:deleted-entry/@when"))
        .containsExactly("2026-03-03T12:00:05Z");
    assertThat(select(atom, "/a:feed/a:updated")).containsExactly("2026-03-03T12:00:05Z");
    assertThat(select(atom, "/a:feed/a:entry")).hasSize(1);
    assertThat(read(atom).ids()).containsExactly(SampleItems.rich().id().toString());
  }

  @Test
  void hasAnotherTagWithAWithdrawal() {
    FeedDocument before =
        FeedDocument.of(
            SampleItems.HEAD,
            "urn:x",
            SampleItems.links(null),
            List.of(SampleItems.held(SampleItems.rich())));
    Withdrawal gone = new Withdrawal(SampleItems.item(7, "Gone").id(), SampleItems.NOON, null);
    FeedDocument after = withdrawing(gone, SampleItems.rich());

    assertThat(format().entityTag(after)).isNotEqualTo(format().entityTag(before));
    for (FeedFormat other : List.of(TestFormats.rss(), TestFormats.json())) {
      assertThat(other.entityTag(after)).isEqualTo(other.entityTag(before));
      assertThat(other.render(after)).isEqualTo(other.render(before));
    }
  }

  private static FeedDocument withdrawing(Withdrawal gone, NewsItem item) {
    return FeedDocument.of(
        SampleItems.HEAD,
        "urn:x",
        SampleItems.links(null),
        List.of(SampleItems.held(item)),
        List.of(gone));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "title", "updated", "author"})
  void hasWhatTheStandardRequiresWithoutEntriesToo(String element) {
    assertThat(select(format().render(document()), "/a:feed/a:" + element)).hasSize(1);
  }

  @Test
  void isUpdatedWhenItWasSeenWhereNobodySays() {
    byte[] document = format().render(document(SampleItems.item(90, (String) null)));

    assertThat(select(document, "//a:entry/a:updated")).containsExactly("2026-03-03T10:30:00Z");
    assertThat(select(document, "//a:entry/a:published")).isEmpty();
    assertThat(select(document, "//a:entry/a:title")).containsExactly("");
  }
}
