package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import news.rendezvous.dedup.match.Origin;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import news.rendezvous.item.SourceRef;
import news.rendezvous.item.url.CanonicalUrl;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The origin of a story becomes its source, whichever source was first. */
class OriginTest extends StageTestBase {

  private static final String PAGE = "https://www.harbour.co.uk/1";
  private static final SentEntry COPY =
      SentEntry.by("copier")
          .guid("c-1")
          .link(PAGE)
          .title("The ferry")
          .text(SentEntry.PROSE + " Copied.");
  private static final SentEntry ORIGIN =
      SentEntry.by("harbour")
          .from("https://feeds.harbour.co.uk/feed", null)
          .guid("h-1")
          .link(PAGE)
          .title("The ferry");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://feeds.harbour.co.uk/x,  -,               https://harbour.co.uk/1, PROVEN",
        "https://feeds.burner.example/x, harbour.co.uk,   https://harbour.co.uk/1, CLAIMED",
        "https://feeds.harbour.co.uk/x,  harbour.co.uk,   https://canal.co.uk/1,   STRANGER",
        "http://127.0.4.1:90/x,          -,               http://127.0.4.1:80/1,   PROVEN",
        "http://127.0.4.1:90/x,          127.0.4.1,       http://127.0.4.2:90/1,   STRANGER",
        "https://anna.github.io/feed,    -,               https://ben.github.io/1, STRANGER",
        "https://feeds.harbour.co.uk/x,  harbour.co.uk,   -,                       STRANGER"
      })
  void ownsTheDomainOfTheUrl(String feed, String site, String url, Origin origin) {
    CanonicalUrl story = url == null ? null : CanonicalUrl.of(url).orElseThrow();

    assertThat(Origin.of(new SourceRef("x", null, feed), site, story)).isEqualTo(origin);
  }

  @Test
  void replacesTheFirstCarrier() throws IOException {
    stage.send(COPY.entry(), ORIGIN.entry());

    List<TestRecord<String, byte[]>> records = stage.records();
    assertThat(records).extracting(StageFixture::type).containsExactly("published", "updated");
    assertThat(StageFixture.header(records.get(1), "ce_source")).isEqualTo("/sources/harbour");
    NewsItem first = StageFixture.item(records.get(0));
    NewsItem item = StageFixture.item(records.get(1));
    assertThat(item.id()).isEqualTo(first.id());
    assertThat(item.story().contentText()).isEqualTo(SentEntry.PROSE);
    assertThat(item.story().dateModified()).isEqualTo(SEEN);
    assertThat(item.extension().source()).isEqualTo(ORIGIN.entry().source());
    assertThat(item.extension().guid()).isEqualTo("h-1");
    assertThat(item.extension().revision()).isEqualTo(2);
    assertThat(item.extension().timeline()).isEqualTo(first.extension().timeline());
    assertThat(item.extension().duplicateCount()).isEqualTo(1);
    assertThat(item.extension().duplicates())
        .containsExactly(
            new Duplicate("copier", CanonicalUrl.of(PAGE).get(), "c-1", Match.URL, SEEN));
  }

  @Test
  void makesRevisionsWhichTheFirstCarrierDoesNot() throws IOException {
    stage.send(COPY.entry(), ORIGIN.entry());
    stage.types();

    stage.send(
        COPY.text(SentEntry.PROSE + " Copied again.").entry(),
        COPY.entry(),
        ORIGIN.text(SentEntry.PROSE + " It is full.").entry(),
        COPY.text(SentEntry.PROSE + " Copied once more.").entry());

    assertThat(stage.items())
        .singleElement()
        .satisfies(item -> assertThat(item.story().contentText()).endsWith("It is full."));
  }

  @Test
  void mayChangeAllOfItsStory() {
    stage.send(
        COPY.entry(), ORIGIN.entry(), ORIGIN.title("Swans").text(SentEntry.OTHER_PROSE).entry());

    assertThat(stage.types()).containsExactly("published", "updated", "updated");
  }

  @Test
  void keepsAndCountsTheOtherCarriersOnce() throws IOException {
    SentEntry canal = SentEntry.by("canal").guid("n-1").link(PAGE).title("The ferry");
    stage.send(COPY.entry(), canal.entry(), ORIGIN.entry(), canal.entry());

    NewsItem item = stage.items().get(2);

    assertThat(item.extension().duplicates())
        .extracting(Duplicate::source)
        .containsExactly("canal", "copier");
    assertThat(item.extension().duplicateCount()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          the first is the origin too      | https://harbour.co.uk/f | -             | https://www.harbour.co.uk/x | -             | duplicated
          the later one is elsewhere       | https://copier.example/ | -             | https://canal.example/feed  | canal.example | duplicated
          the later one names the site     | https://copier.example/ | -             | https://canal.example/feed  | harbour.co.uk | updated
          both name the site               | https://copier.example/ | harbour.co.uk | https://canal.example/feed  | harbour.co.uk | duplicated
          the first one only names it      | https://copier.example/ | harbour.co.uk | https://harbour.co.uk/feed  | -             | updated
          the later one names it, untrue   | https://harbour.co.uk/f | -             | https://canal.example/feed  | harbour.co.uk | duplicated
          """)
  void isDecidedByTheDomainOfTheFeedBeforeThatOfTheHomePage(
      String name, String feed, String site, String laterFeed, String laterSite, String type) {
    stage.send(COPY.from(feed, site).entry(), ORIGIN.from(laterFeed, laterSite).entry());

    assertThat(stage.types()).containsExactly("published", type);
  }

  @Test
  void keepsItsStoryAgainstASourceThatClaimsItsHomePage() {
    SentEntry stranger =
        SentEntry.by("stranger").from("https://stranger.example/feed", "harbour.co.uk");

    stage.send(
        stranger.guid("s").link(PAGE).title("The ferry").text("Buy swans.").entry(),
        ORIGIN.entry(),
        stranger.guid("s").link(PAGE).title("The ferry").text("Buy more swans.").entry());

    assertThat(stage.types()).containsExactly("published", "updated");
  }
}
