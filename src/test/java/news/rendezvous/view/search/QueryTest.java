package news.rendezvous.view.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Story;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {

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
    assertThat(Queries.of(query).matches(held(title, null, text))).isEqualTo(found);
  }

  @Test
  void matchesHtmlWhereThereIsNoText() {
    ViewItem held = held(null, "<p class=\"boat\">The <b>fer</b>ry</p>", null);

    assertThat(Queries.of("ferry").matches(held)).isTrue();
    assertThat(Queries.of("boat").matches(held)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "night ferry"                | true
          "ferry night"                | false
          "the night — ferry"          | true
          “Night Ferry”                | true
          "night fer"                  | false
          "大橋今日"                    | true
          "日通 sails"                  | false
          ferry -tram                  | true
          ferry -sails                 | false
          -"night ferry"               | false
          -"ferry night"               | true
          -tram                        | true
          tram OR sails                | true
          tram OR bus                  | false
          ferry tram OR bus            | false
          tram OR ferry sails OR bus   | true
          tram OR -bus                 | true
          ferry or sails               | false
          title:ferry                  | true
          title:sails                  | false
          -title:sails                 | true
          title："night ferry"         | true
          title:/\\bv\\d+\\.\\d+/           | true
          title:/V\\d+/                 | false
          title:/(?i)V\\d+/             | true
          title:/a\\/b/                 | false
          title:/The\\/?/               | true
          author:okoro                 | true
          author:"ines okoro"          | true
          author:"okoro ines"          | false
          -author:okoro                | false
          tag:harbour                  | true
          tag:HARBOUR                  | true
          tag:harb                     | false
          tag:"city council"           | true
          tag:/^City/                  | true
          source:quay                  | true
          source:qua                   | false
          source:Quay                  | false
          lang:zh                      | true
          lang:zh-TW                   | false
          lang:z                       | false
          lang:*                       | true
          site:example.org             | true
          site:news.example.org        | true
          site:ample.org               | false
          site:ORG                     | true
          unknown:ferry                | false
          ferry - sails                | true
          ferry & sails                | true
          """)
  void matchesByItsSyntax(String query, boolean found) {
    Story story =
        new Story(
            CanonicalUrl.of("https://news.example.org/ferry").orElseThrow(),
            "The night-ferry v2.10",
            null,
            "It sails at nine. 港口大橋今日通車",
            null,
            null,
            List.of(),
            null,
            null,
            List.of(new Story.Author("Ines Okoro")),
            List.of("Harbour", "City Council"),
            "zh-CN");
    ItemId id = ItemId.of("en", new Alias(Match.GUID, "1"));
    ViewItem item = Timelines.held(Timelines.item(id, "quay", Instant.EPOCH, story), Instant.EPOCH);

    assertThat(Queries.of(query).matches(item)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          Half-price iPhone手機 FERRY ferry  | half-price iphone-手機 ferry
          "The  Night—Ferry"               | "the night ferry"
          --storm OR TITLE:Ferry           | -storm OR title:ferry
          tag:C++ -tag:"City  Council"     | tag:C++ -tag:"City  Council"
          title:/a b\\/c/ source:Quay       | title:/a b\\/c/ source:Quay
          a OR a b                         | a b
          "Quay" title:"<ferry>"           | quay title:ferry
          ½                                | 1-2
          """)
  void hasACanonicalTextThatParsesToItself(String text, String canonical) {
    Query query = Queries.of(text);

    assertThat(query).hasToString(canonical);
    assertThat(Queries.of(canonical)).isEqualTo(query);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          ferry "night           | 7  | has a quotation mark that is not closed
          ferry ""               | 7  | has a phrase without a word
          OR ferry               | 1  | has an OR without a term before it
          ferry OR               | 7  | has an OR without a term after it
          😀😀 "night             | 4  | has a quotation mark that is not closed
          title:/ferry/i         | 14 | goes on after the / that closes a regular expression: put a space there; flags stand inside, such as /(?i)ferry/
          ferry OR OR tram       | 10 | has an OR without a term before it
          title: ferry           | 1  | has no value after title:
          ferry -title:          | 8  | has no value after title:
          title:/ferry           | 7  | has a regular expression that no / closes
          title:/fer(ry/         | 7  | has a regular expression that RE2 cannot read: missing closing )
          title:/(?=a)/          | 7  | has a regular expression that RE2 cannot read: invalid or unsupported Perl syntax
          title:/(a{99}){99}/    | 7  | has regular expressions of more than 500 instructions together; counts, such as {40}, make them large
          title:/((((a{999}){999}){999}){999}){999}/ | 7  | has regular expressions of more than 500 instructions together; counts, such as {40}, make them large
          a b c d e f g h i j k l m n o p q r s t u  | 41 | has 21 terms; it may have at most 20
          x x x x x x x x x x x x x x x x x x x x x  | 41 | has 21 terms; it may have at most 20
          a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p-q-r-s-t-u  | 1  | has 21 terms; it may have at most 20
          """)
  void refusesWithThePosition(String text, int position, String reason) {
    assertThat(QueryParser.parse(text, 20, 500))
        .isEqualTo(new QueryParser.Refused(position, reason));
  }

  @Test
  void hasNoTermsInATextWithoutLetters() {
    assertThat(Queries.of(" ?! … - ").isAll()).isTrue();
  }

  private static ViewItem held(
      @Nullable String title, @Nullable String html, @Nullable String text) {
    ItemId id = ItemId.of("en", new Alias(Match.GUID, "1"));
    Story story = Timelines.story(title, html, text);
    return Timelines.held(Timelines.item(id, "harbour", Instant.EPOCH, story), Instant.EPOCH);
  }
}
