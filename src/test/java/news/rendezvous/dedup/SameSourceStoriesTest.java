package news.rendezvous.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.Dispatch.Withdrawal;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matching of entries of one source. */
class SameSourceStoriesTest extends StageTestBase {

  private static final String LINK = "https://radio.example/bulletin";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          case                              | guid | link                    | title | text    | day        | enclosure           | type
          the same once more                | t-1  | https://talk.example/1  | Talk  | prose   | 2026-03-01 | -                   | -
          a daily thread                    | t-2  | https://talk.example/2  | Talk  | prose   | 2026-03-02 | -                   | published
          a thread of the same day          | t-2  | https://talk.example/2  | Talk  | prose   | 2026-03-01 | -                   | published
          a guid that churns                | t-2  | https://talk.example/1  | Talk  | prose   | 2026-03-01 | -                   | -
          guid and date churn               | t-2  | https://talk.example/1  | Talk  | prose   | 2026-03-02 | -                   | -
          a guid that churns, without link  | t-2  | -                       | Talk  | prose   | 2026-03-01 | -                   | updated
          a thread without a link           | t-2  | -                       | Talk  | prose   | 2026-03-02 | -                   | published
          a thread at the home page         | t-2  | https://talk.example/   | Talk  | prose   | 2026-03-02 | -                   | published
          guid churns, text is corrected    | t-2  | https://talk.example/1  | Talk  | swans   | 2026-03-01 | -                   | updated
          a habit: one link, one title      | t-2  | https://talk.example/1  | Talk  | swans   | 2026-03-02 | -                   | published
          a habit: one link                 | t-2  | https://talk.example/1  | Swans | swans   | 2026-03-01 | -                   | published
          another episode of the programme  | t-2  | https://talk.example/1  | Talk  | prose   | 2026-03-01 | https://x.example/2.mp3 | published
          the episode, signed anew          | t-1  | https://talk.example/1  | Talk  | prose   | 2026-03-01 | -                   | -
          its guid, all else is another     | t-1  | https://talk.example/9  | Swans | swans   | 2026-03-09 | -                   | updated
          """,
      useHeadersInDisplayName = true)
  void matchesStoriesOfOneSource(
      String name,
      String guid,
      String link,
      String title,
      String text,
      String day,
      String enclosure,
      String type) {
    SentEntry talk =
        SentEntry.by("talk").link("https://talk.example/1").title("Talk").day("2026-03-01");
    stage.send(talk.guid("t-1").entry());
    stage.types();

    stage.send(
        talk.guid(guid)
            .link(link)
            .title(title)
            .text(text.equals("swans") ? SentEntry.OTHER_PROSE : SentEntry.PROSE)
            .day(day)
            .enclosure(enclosure)
            .entry());

    assertThat(stage.types()).isEqualTo(type == null ? List.of() : List.of(type));
  }

  @Test
  void publishesThreeThreadsOfOneDocumentOnce() {
    Entry[] threads =
        Stream.of(1, 2, 3)
            .map(
                n ->
                    SentEntry.by("talk")
                        .guid("t-" + n)
                        .link("https://talk.example/" + n)
                        .day("2026-03-0" + n)
                        .entry())
            .toArray(Entry[]::new);

    stage.send(threads);
    stage.send(threads);

    assertThat(stage.types()).containsExactly("published", "published", "published");
  }

  @Test
  void publishesEachBulletinUnderOneLink() {
    for (int hour = 1; hour < 5; hour++) {
      SentEntry bulletin =
          SentEntry.by("radio")
              .guid("b-" + hour)
              .link(LINK)
              .title("The news")
              .text("The latest bulletin.")
              .enclosure("https://radio.example/b-%d.mp3".formatted(hour));
      stage.send(bulletin.entry(), bulletin.entry());
      assertThat(stage.types()).containsExactly("published");
    }
  }

  @Test
  void publishesABulletinAfterTheWithdrawalOfThePreviousOne() {
    SentEntry nine =
        SentEntry.by("radio").guid("b-9").link(LINK).enclosure("https://radio.example/9.mp3");
    stage.send(nine.entry());
    stage.send(new Withdrawal("en", id(nine), "radio", 1, TestEntries.SEEN));
    stage.types();

    stage.send(nine.entry());
    stage.send(nine.guid("b-10").enclosure("https://radio.example/10.mp3").entry());

    assertThat(stage.types()).containsExactly("published");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a token in the link        | https://mail.example/click?t=b | News   | 2026-03-01 | -
          a token in the path        | https://mail.example/b         | News   | 2026-03-01 | -
          the story of another day   | https://mail.example/click?t=b | News   | 2026-03-02 | published
          another title              | https://mail.example/click?t=b | Weather | 2026-03-01 | published
          the link, another story    | https://mail.example/click?t=a | Weather | 2026-03-02 | updated
          """)
  void matchesStoriesWithoutGuidsByLinkOrByTextAndDate(
      String name, String link, String title, String day, String type) {
    SentEntry news =
        SentEntry.by("mail")
            .link("https://mail.example/click?t=a")
            .title("News")
            .text("A short teaser of the story.")
            .day("2026-03-01");
    stage.send(news.entry());
    stage.types();

    stage.send(news.link(link).title(title).day(day).entry());

    assertThat(stage.types()).isEqualTo(type == null ? List.of() : List.of(type));
  }

  @ParameterizedTest
  @CsvSource({
    "https://news.example/c01#0, https://news.example/c01#1, updated",
    "https://news.example/c01, https://news.example/c01?rev=2, updated",
    "c01#0, c01#1, published",
    "https://news.example/c01#0, https://other.example/c01#1, published"
  })
  void matchesAGuidThatIsAVariantOfTheLink(String before, String now, String type) {
    SentEntry storm = SentEntry.by("news").link("https://news.example/c01");
    stage.send(storm.guid(before).title("Storm nears").text("Ships stay in port.").entry());
    stage.types();

    stage.send(storm.guid(now).title("Coast counts").text("Two roofs are gone.").entry());

    assertThat(stage.types()).containsExactly(type);
  }

  @Test
  void revisesAComicWhoseOnlyChangeIsItsPicture() throws IOException {
    SentEntry strip =
        SentEntry.by("comic").link("https://comic.example/").title("Today's strip").text("");

    stage.send(
        strip.enclosure("https://comic.example/0.png").day("2026-03-01").entry(),
        strip.enclosure("https://comic.example/1.png").day("2026-03-02").entry(),
        strip.enclosure("https://comic.example/1.png").day("2026-03-03").entry());

    List<NewsItem> items = stage.items();
    assertThat(items).extracting(item -> item.extension().revision()).containsExactly(1, 2);
    assertThat(items.get(1).story().attachments().get(0).url()).endsWith("/1.png");
  }

  @Test
  void publishesATextThatReplacesAnotherUnderTheUrlOfTheDocument() {
    String feed = "https://text.example/story.txt";
    SentEntry story = SentEntry.by("text").from(feed, null).guid(feed).link(feed);
    Entry second = story.title("Swans").text(SentEntry.OTHER_PROSE).entry();
    Entry third = story.title("Bees").text("Bees swarm.").entry();

    stage.send(
        story.title("Talk").entry(),
        story.title("Talk").text("It was closed.").entry(),
        second,
        second,
        third,
        story.title("Bees").text("They came back.").entry());

    assertThat(stage.types())
        .containsExactly("published", "updated", "published", "published", "updated");
  }

  private static ItemId id(SentEntry sent) {
    return ItemId.of("en", sent.entry().aliases().get(0));
  }
}
