package news.rendezvous.dedup;

import static news.rendezvous.dedup.SentEntry.OTHER_PROSE;
import static news.rendezvous.dedup.SentEntry.PROSE;
import static news.rendezvous.dedup.TestEntries.SEEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import news.rendezvous.item.Dispatch.Withdrawal;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.NewsItem.Duplicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source that copies aliases of another neither takes a story over nor suppresses one. */
class CopiedAliasTest extends StageTestBase {

  private static final String PAGE = "https://victim.example/1";

  private static final SentEntry VICTIM =
      SentEntry.by("victim").guid(PAGE).link(PAGE).title("The ferry is back").text(PROSE);
  private static final SentEntry SPAM =
      SentEntry.by("stranger").guid(PAGE).title("Buy swans").text(OTHER_PROSE);

  @ParameterizedTest(name = "{0}: {4}, {5}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          its URL as guid            | https://victim.example/1 | -                        | Buy swans         | victim first   | two
          its URL as guid            | https://victim.example/1 | -                        | Buy swans         | stranger first | two
          its URL as link            | s-1                      | https://victim.example/1 | Buy swans         | victim first   | two
          its URL as link            | s-1                      | https://victim.example/1 | Buy swans         | stranger first | two
          its URL without a guid     | -                        | https://victim.example/1 | Buy swans         | victim first   | two
          its URL without a guid     | -                        | https://victim.example/1 | Buy swans         | stranger first | two
          guid, URL and title        | https://victim.example/1 | https://victim.example/1 | The ferry is back | victim first   | victim's
          guid, URL and title        | https://victim.example/1 | https://victim.example/1 | The ferry is back | stranger first | victim's
          """)
  void neitherTakesOverNorSuppressesTheOriginal(
      String name, String guid, String link, String title, String order, String outcome)
      throws IOException {
    Entry victim = VICTIM.entry();
    Entry stranger = SPAM.guid(guid).link(link).title(title).entry();

    if (order.equals("victim first")) {
      stage.send(victim, stranger, victim, stranger);
    } else {
      stage.send(stranger, victim, stranger, victim);
    }

    Map<ItemId, NewsItem> shown = shown();
    assertThat(shown.values())
        .filteredOn(item -> item.extension().source().id().equals("victim"))
        .singleElement()
        .satisfies(item -> assertThat(item.story().contentText()).isEqualTo(PROSE));
    assertThat(shown).hasSize(outcome.equals("two") ? 2 : 1);
  }

  @Test
  void leavesEachSourceItsRevisions() throws IOException {
    stage.send(
        SPAM.link(PAGE).entry(),
        VICTIM.entry(),
        SPAM.link(PAGE).title("Buy more swans").entry(),
        VICTIM.title("The ferry is late").entry(),
        SPAM.link(PAGE).title("The ferry is late").text(PROSE).entry(), // the text is copied
        VICTIM.title("The ferry has sunk").text("It went down at noon.").entry());

    assertThat(stage.types())
        .containsExactly("published", "published", "updated", "updated", "updated", "updated");
    stage.send(VICTIM.title("The ferry has sunk").text("It went down at one.").entry());
    assertThat(stage.items())
        .singleElement()
        .satisfies(item -> assertThat(item.extension().source().id()).isEqualTo("victim"));
  }

  @Test
  void leavesRevisionsToASourceWithoutGuids() throws IOException {
    SentEntry victim = VICTIM.guid(null).text("It sails.");
    stage.send(SPAM.guid(null).link(PAGE).text("Buy.").entry(), victim.entry());

    stage.send(victim.text("It sails again.").entry(), victim.text("It sails no more.").entry());

    assertThat(shown().values())
        .extracting(item -> item.extension().source().id(), item -> item.extension().revision())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("stranger", 1),
            org.assertj.core.groups.Tuple.tuple("victim", 3));
  }

  @Test
  void leavesCopiesWithTheirStory() throws IOException {
    Entry copy =
        SentEntry.by("canal").link(PAGE).title("The ferry is back").text("They say so.").entry();

    stage.send(SPAM.link(PAGE).entry(), VICTIM.entry(), copy);

    assertThat(shown().values())
        .filteredOn(item -> item.extension().source().id().equals("victim"))
        .flatExtracting(item -> item.extension().duplicates())
        .extracting(Duplicate::source)
        .containsExactly("canal");
  }

  @Test
  void suppressesNothingAfterItsWithdrawal() throws IOException {
    for (String title : List.of("Buy swans", "The ferry is back")) {
      SentEntry spam = SPAM.guid("s " + title).link(PAGE).title(title);
      stage.send(spam.entry());
      stage.send(new Withdrawal("en", id(spam), "stranger", 1, SEEN));
    }
    stage.types();

    stage.send(VICTIM.entry());

    assertThat(stage.types()).containsExactly("published");
  }

  @Test
  void doesNotRepublishAWithdrawnStory() {
    stage.send(VICTIM.entry());
    stage.send(new Withdrawal("en", id(VICTIM), "victim", 1, SEEN));
    stage.types();

    stage.send(
        SentEntry.by("canal").guid("c-1").link(PAGE).title("Another headline").text(PROSE).entry(),
        SentEntry.by("quay").guid("q-1").link(PAGE).title("The ferry is back").text("So.").entry());

    assertThat(stage.types()).isEmpty();
  }

  @Test
  void publishesAnotherStoryOfACarrierUnderTheSameGuid() throws IOException {
    SentEntry copy = SentEntry.by("canal").guid("c-1").link("https://canal.example/1");
    stage.send(
        VICTIM.entry(),
        copy.title("The ferry is back").entry(),
        copy.title("The ferry is late").entry(), // still alike
        copy.title("Swans").text(OTHER_PROSE).entry(),
        copy.title("Swans").text(OTHER_PROSE + " They left.").entry());

    assertThat(stage.types()).containsExactly("published", "duplicated", "published", "updated");
  }

  @Test
  void recognisesRepetitionsOfACarrierAfterAChangeOfTheStory() {
    Entry copy =
        SentEntry.by("canal")
            .guid("c-1")
            .link("https://canal.example/1")
            .title("The ferry is back")
            .entry();

    stage.send(VICTIM.entry(), copy, VICTIM.title("Sunk").text(OTHER_PROSE).entry(), copy);

    assertThat(stage.types()).containsExactly("published", "duplicated", "updated");
  }

  @Test
  void cannotCrowdOutTheAliasesOfAStory() {
    stage.send(VICTIM.entry());
    SentEntry copy = SentEntry.by("stranger").link(PAGE).title("The ferry is back");
    for (int n = 0; n < 300; n++) {
      stage.send(copy.guid("s-" + n).entry());
    }
    stage.types();

    stage.send(
        SentEntry.by("canal").guid("c").link(PAGE).title("The ferry is back").text("So.").entry());

    assertThat(stage.types()).containsExactly("duplicated");
  }

  @Test
  void cannotExhaustAnAliasByManyStories() {
    for (int n = 0; n < 20; n++) {
      stage.send(SPAM.guid("s-" + n).link(PAGE).title("Spam " + n).text("Buy " + n).entry());
    }
    stage.send(VICTIM.entry());
    stage.types();

    stage.send(
        SentEntry.by("canal").guid("c").link(PAGE).title("The ferry is back").text("So.").entry());

    assertThat(stage.types()).containsExactly("duplicated");
  }

  @Test
  void matchesDailyThreadsThatTwoSourcesCarry() throws IOException {
    Stream.of("talk", "canal")
        .forEach(
            source ->
                Stream.of(1, 2, 3)
                    .map(
                        n ->
                            SentEntry.by(source)
                                .guid(source + n)
                                .link("https://%s.example/%d".formatted(source, n))
                                .day("2026-03-0" + n)
                                .entry())
                    .forEach(stage::send));

    assertThat(shown().values())
        .hasSize(3)
        .allSatisfy(item -> assertThat(item.extension().duplicateCount()).isEqualTo(1));
  }

  private static ItemId id(SentEntry sent) {
    return ItemId.of("en", sent.entry().aliases().get(0));
  }

  private Map<ItemId, NewsItem> shown() throws IOException {
    Map<ItemId, NewsItem> shown = new LinkedHashMap<>();
    stage.items().forEach(item -> shown.put(item.id(), item));
    return shown;
  }
}
