package news.rendezvous.dedup;

import static news.rendezvous.dedup.TestEntries.sketched;
import static news.rendezvous.dedup.TestEntries.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.Entry;
import news.rendezvous.item.NewsItem.Duplicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Matching of entries by aliases and text. */
class AliasMatchingTest extends StageTestBase {

  private static final Entry FERRY =
      told(
          "harbour",
          "1",
          "GUID own:harbour:1, GUID any:tag:ferry, URL x.example/page, CONTENT any:words",
          "The ferry is back",
          "After a long winter the ferry sails again.");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a global guid, another title    | canal   | 7 | GUID any:tag:ferry      | Other        | After a long winter, the ferry sails again | duplicated
          a global guid, another text     | canal   | 7 | GUID any:tag:ferry      | The ferry is back | Another tale.   | duplicated
          a global guid, borrowed         | canal   | 7 | GUID any:tag:ferry      | Other        | Another tale.        | published
          the number 1 of another source  | canal   | 1 | GUID own:canal:1        | Other        | Another tale.        | published
          the page, same title            | canal   | 7 | URL x.example/page      | The Ferry is back! | Another tale.  | duplicated
          the page, same words            | canal   | 7 | URL x.example/page      | Other        | After a long winter, the ferry sails again | duplicated
          the page, words cut off         | canal   | 7 | URL x.example/page      | Other        | After a long winter the ferry sails ag… | duplicated
          the page, a few words of it     | canal   | 7 | URL x.example/page      | Other        | The ferry            | published
          the page, nothing but a title   | canal   | 7 | URL x.example/page      | Other        | -                    | published
          the page, all other words       | canal   | 7 | URL x.example/page      | Other        | Another tale.        | published
          the page, all else, no guid     | canal   | - | URL x.example/page      | Other        | Another tale.        | published
          the habit of one source         | harbour | 2 | URL x.example/page      | Other        | Another tale.        | published
          the habit, nothing but titles   | harbour | 2 | URL x.example/page      | Other        | -                    | published
          a guid that churns, revised     | harbour | 2 | URL x.example/page      | The ferry is back | It sails.       | updated
          a guid that churns              | harbour | 2 | CONTENT any:words       | The ferry is back | After a long winter the ferry sails again. | -
          the words elsewhere             | canal   | 7 | CONTENT any:words       | The ferry is back | After a long winter the ferry sails again. | duplicated
          nothing shared                  | canal   | 7 | CONTENT any:others      | The ferry is back | After a long winter the ferry sails again. | published
          """)
  void matchesStoriesByAliasesAndText(
      String name,
      String source,
      String guid,
      String aliases,
      String title,
      String text,
      String type) {
    stage.send(FERRY);
    stage.types();

    stage.send(told(source, guid, aliases, title, text));

    assertThat(stage.types()).isEqualTo(type == null ? List.of() : List.of(type));
  }

  @Test
  void matchesARepeatedEntryWhoseAliasesAllBelongToOtherStories() throws IOException {
    Entry bridge = told("canal", null, "URL x.example/page", "A bridge", "It opened on Monday.");

    stage.send(FERRY, bridge, bridge);

    assertThat(stage.records())
        .hasSize(2)
        .doesNotHaveDuplicates()
        .extracting(record -> record.key())
        .doesNotHaveDuplicates();
  }

  @Test
  void matchesByLinkWhereTheSourceHasNoGuids() {
    stage.send(
        told("harbour", null, "URL x.example/quay", "A quay", "It is long."),
        told("harbour", null, "URL x.example/quay", "The quay is closed", "It broke."));

    assertThat(stage.types()).containsExactly("published", "updated");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          another source, edited a little | canal   | defg | aaaaaaa. | duplicated
          another source, another text    | canal   | defg | xy       | published
          another source, no band shared  | canal   | hijk | aaaaaaa. | published
          the same source                 | harbour | defg | aaaaaaa. | published
          """)
  void matchesAnEditedText(String name, String source, String bands, String rows, String type) {
    stage.send(sketched(FERRY, "abcd", "a"));
    stage.types();
    Entry edited = told(source, "9", "GUID own:%s:9".formatted(source), "Back", "The ferry.");

    stage.send(sketched(edited, bands, rows));

    assertThat(stage.types()).containsExactly(type);
  }

  @Test
  void recordsThatADuplicateWasMatchedByItsText() throws IOException {
    Entry edited = told("canal", "9", "GUID own:canal:9", "Back", "The ferry.");

    stage.send(sketched(FERRY, "abcd", "a"), sketched(edited, "d", "a"));

    Duplicate duplicate = StageFixture.item(stage.records().get(1)).extension().duplicates().get(0);
    assertThat(duplicate.match()).isEqualTo(Match.NEAR);
    assertThat(stage.counted("rendezvous.dedup", "decision", "duplicated", "match", "near"))
        .isEqualTo(1);
  }

  @Test
  void addsNoContentHashOfAnotherCarrier() {
    Entry borrowed =
        told(
            "canal", "1", "GUID any:tag:ferry, CONTENT any:next", "The ferry is back", "It opens.");
    Entry next =
        told("harbour", "2", "GUID own:harbour:2, CONTENT any:next", "Bridge", "It opens.");

    stage.send(FERRY, borrowed, next);

    assertThat(stage.types()).containsExactly("published", "duplicated", "published");
  }

  @Test
  void publishesASecondStoryOfACarrier() {
    Entry carried =
        told("canal", "1", "GUID own:canal:1, GUID any:tag:ferry", "The ferry is back", "Sails.");
    Entry alike = told("canal", "2", "GUID own:canal:2", "Back", "It sails today.");

    stage.send(sketched(FERRY, "a", "a"), carried, sketched(alike, "a", "a"));

    assertThat(stage.types()).containsExactly("published", "duplicated", "published");
  }

  @ParameterizedTest
  @CsvSource({"b, duplicated", "a, published"})
  void matchesTheCurrentTextOfAStory(String bands, String type) {
    Entry revised =
        told("harbour", "1", "GUID own:harbour:1", "The ferry sinks", "It went down at noon.");
    stage.send(sketched(FERRY, "a", "a"), sketched(revised, "b", "b"));
    stage.types();

    stage.send(sketched(told("canal", "9", "GUID own:canal:9", "Sunk", "Gone."), bands, bands));

    assertThat(stage.types()).containsExactly(type);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one word another | half a year    | many a month   | duplicated
          another number   | with 12 of     | with 40 of     | published
          another place    | by Alder Bay   | by Stonehaven  | published
          """)
  void alignsShortTextsWithInconclusiveSketches(
      String name, String before, String after, String type) {
    String brief =
        "After half a year on the slip the old ferry sails again by Alder Bay and it carries with 12"
            + " of its crew some forty guests, most of them neighbours of the yard, as we hear.";
    stage.send(sketched(told("harbour", "1", "GUID own:harbour:1", "Back", brief), "abcd", "a"));
    stage.types();

    stage.send(
        sketched(
            told("canal", "9", "GUID own:canal:9", "It sails", brief.replace(before, after)),
            "ab",
            "abb"));

    assertThat(stage.types()).containsExactly(type);
  }
}
