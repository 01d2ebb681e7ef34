package news.rendezvous.view.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Story;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchQueryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The night ferry | It sails at nine.     | FERRY sails   | true
          The night ferry | It sails at nine.     | ferry tram    | false
          The night ferry | It sails at nine.     | fer           | false
          The night ferry | It sails at nine.     | erry          | false
          The ferryman    | A ferry, it is.       | ferry         | true
          Half-price day  | Nothing else.         | half-price    | true
          港口大橋今日通車 | 市民很高興。           | 大橋           | true
          港口大橋今日通車 | 市民很高興。           | 橋             | true
          港口大橋今日通車 | 市民很高興。           | 大橋 市民      | true
          港口大橋今日通車 | 市民很高興。           | 橋大           | false
          港口大橋今日通車 | 市民很高興。           | 大橋通車       | false
          コーヒーの店     | 開いた。               | ｺｰﾋｰ          | true
          항구의 다리가    | 열렸다.                | 다리           | true
          ＦＥＲＲＹ       | Ｎｉｇｈｔ             | night ferry   | true
          Große Fähre     | Am Kai.               | GROSSE fähre  | true
          Ночной паром    | Отходит.              | ПАРОМ         | true
          """)
  void matchesTitleAndText(String title, String text, String query, boolean found) {
    SearchQuery words = SearchQuery.of(query);

    assertThat(words.occurIn(held(title, null, text).words())).isEqualTo(found);
  }

  @Test
  void matchesHtmlWhereThereIsNoText() {
    ViewItem held = held(null, "<p class=\"boat\">The <b>fer</b>ry</p>", null);

    assertThat(SearchQuery.of("ferry").occurIn(held.words())).isTrue();
    assertThat(SearchQuery.of("boat").occurIn(held.words())).isFalse();
  }

  @Test
  void hasNoTermsInATextWithoutLetters() {
    assertThat(SearchQuery.of(" ?! … ").terms()).isEmpty();
  }

  @Test
  void parsesItsOwnTerms() {
    SearchQuery words = SearchQuery.of("Half-price iPhone手機  FERRY ferry");

    assertThat(words.terms()).containsExactly("half", "price", "iphone", "手機", "ferry");
    assertThat(SearchQuery.of(String.join(" ", words.terms()))).isEqualTo(words);
  }

  private static ViewItem held(
      @Nullable String title, @Nullable String html, @Nullable String text) {
    ItemId id = ItemId.of("en", new Alias(Match.GUID, "1"));
    Story story = Timelines.story(title, html, text);
    return Timelines.held(Timelines.item(id, "harbour", Instant.EPOCH, story), Instant.EPOCH);
  }
}
