package news.rendezvous.ingest.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.ingest.normalize.identity.Aliases;
import news.rendezvous.ingest.normalize.identity.ContentAlias;
import news.rendezvous.ingest.normalize.identity.Identity;
import news.rendezvous.item.Alias;
import news.rendezvous.item.url.CanonicalUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasesTest {

  private static final ContentAlias WORDING = new ContentAlias("text", "hash");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          42                              | -                      | GUID own:a:42
          https://x.example/city/1#2      | -                      | GUID own:a:https://x.example/city/1#2, GUID site:a:/city/1#2, GUID any:x.example/city/1#2
          http://x.example/?p=123         | -                      | GUID own:a:http://x.example/?p=123, GUID site:a:/?p=123
          https://x.example/              | -                      | GUID own:a:https://x.example/
          tag:x.example,2026:1            | -                      | GUID own:a:tag:x.example,2026:1, GUID any:tag:x.example,2026:1
          urn:uuid:1-2                    | -                      | GUID own:a:urn:uuid:1-2, GUID any:urn:uuid:1-2
          42                              | https://x.example/1    | GUID own:a:42, URL x.example/1
          42                              | https://x.example/     | GUID own:a:42
          -                               | http://x.example/1?b=2 | URL x.example/1?b=2
          -                               | https://x.example/     | CONTENT own:a:hash, CONTENT own:a:hash null
          -                               | -                      | CONTENT own:a:hash, CONTENT own:a:hash null
          """)
  void knowsAnEntryByWhatItsGuidAndLinkAreGoodFor(String guid, String url, String expected) {
    Identity id = identity(guid, url, "Ferry");

    assertThat(describe(new Aliases("a", List.of(id)), id)).isEqualTo(expected);
  }

  @Test
  void tellsEntriesOfOneGuidApartByTheirLinks() {
    Identity one = identity("same", "https://x.example/1", "Ferry");
    Identity two = identity("same", "https://x.example/2", "Ferry");
    Aliases aliases = new Aliases("a", List.of(one, two));

    assertThat(describe(aliases, one)).isEqualTo("GUID own:a:same x.example/1, URL x.example/1");
    assertThat(describe(aliases, two)).isEqualTo("GUID own:a:same x.example/2, URL x.example/2");
  }

  @Test
  void tellsEntriesOfOneGuidWithoutLinksApartByTheirTitles() {
    Identity one = identity("same", null, "Ferry");
    Identity two = identity("same", null, "Bridge");
    Aliases aliases = new Aliases("a", List.of(one, two));

    assertThat(describe(aliases, one)).isNotEqualTo(describe(aliases, two));
  }

  @Test
  void seesAnEntryThatADocumentHoldsTwiceAsOne() {
    Identity twice = identity("1", "https://x.example/1", "Ferry");
    Identity again = identity("1", "http://x.example/1", "Ferry");
    Aliases aliases = new Aliases("a", List.of(twice, again));

    assertThat(describe(aliases, twice)).isEqualTo("GUID own:a:1, URL x.example/1");
    assertThat(describe(aliases, again)).isEqualTo("GUID own:a:1, URL x.example/1");
  }

  @Test
  void tellsEntriesThatAreAllNamedAfterOnePageApartByTheirTitles() {
    Identity one = identity("1", "https://x.example/1", "Ferry");
    Identity two = identity("1", "https://x.example/1", "Bridge");
    Aliases aliases = new Aliases("a", List.of(one, two));

    assertThat(describe(aliases, one)).isEqualTo("GUID own:a:1 x.example/1 Ferry");
    assertThat(describe(aliases, two)).isEqualTo("GUID own:a:1 x.example/1 Bridge");
  }

  @Test
  void tellsEntriesThatHaveNothingButOnePageInCommonApartByTheirTexts() {
    CanonicalUrl page = CanonicalUrl.of("https://x.example/2026/11//").orElseThrow();
    Identity one = new Identity(null, page, null, null, "The ferry sails.", null);
    Identity two = new Identity(null, page, null, null, "The bridge opens.", null);

    assertThat(describe(new Aliases("a", List.of(one, two)), one))
        .isEqualTo("CONTENT own:a:hash, CONTENT own:a:hash null");
    assertThat(describe(new Aliases("a", List.of(one, one)), one))
        .isEqualTo("URL x.example/2026/11//");
  }

  @Test
  void doesNotTrustALinkThatSeveralEntriesShare() {
    Identity one = identity("1", "https://x.example/news", "Ferry");
    Identity two = identity("2", "https://x.example/news", "Bridge");

    assertThat(describe(new Aliases("a", List.of(one, two)), one)).isEqualTo("GUID own:a:1");
  }

  @Test
  void doesNotTrustALinkThatEntriesWithoutGuidShare() {
    Identity one = identity(null, "https://x.example/news", "Ferry");
    Identity two = identity(null, "https://x.example/news", "Bridge");

    assertThat(describe(new Aliases("a", List.of(one, two)), one))
        .isEqualTo("CONTENT own:a:hash, CONTENT own:a:hash null");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          a story                    | https://x.example/1 | Mon | Ferry | https://x.example/2 | Mon | Bridge | URL x.example/1, CONTENT own:a:hash Mon
          without a date             | https://x.example/1 | -   | Ferry | https://x.example/2 | -   | Bridge | URL x.example/1
          a story of another day     | https://x.example/1 | Mon | Ferry | https://x.example/2 | Tue | Ferry  | URL x.example/1, CONTENT own:a:hash Mon
          one day under two links    | https://x.example/1 | Mon | Ferry | https://x.example/2 | Mon | Ferry  | URL x.example/1
          strips at the home page    | https://x.example/  | Mon | Ferry | https://x.example/  | Tue | Ferry  | CONTENT own:a:hash Mon
          strips of one day there    | https://x.example/  | Mon | Ferry<img src=1> | https://x.example/ | Mon | Ferry<img src=2> | CONTENT own:a:visible
          strips under one link      | https://x.example/1 | Mon | Ferry<img src=1> | https://x.example/1 | Mon | Ferry<img src=2> | CONTENT own:a:visible
          one that is listed twice   | https://x.example/1 | Mon | Ferry | https://x.example/1 | Mon | Ferry  | URL x.example/1, CONTENT own:a:hash Mon
          """)
  void knowsAnEntryWithoutAGuidByItsLinkOrByWordsAndDate(
      String what,
      String link,
      String date,
      String text,
      String otherLink,
      String otherDate,
      String otherText,
      String expected) {
    Identity one = new Identity(null, CanonicalUrl.of(link).get(), null, "A", text, date);
    Identity two =
        new Identity(null, CanonicalUrl.of(otherLink).get(), null, "A", otherText, otherDate);

    assertThat(describe(new Aliases("a", List.of(one, two)), one)).isEqualTo(expected);
  }

  @Test
  void doesNotTakeNumbersOfSeveralSitesForOneThatMoved() {
    Identity one = identity("https://x.example/?p=12", null, "Ferry");
    Identity two = identity("https://y.example/?p=13", null, "Bridge");

    assertThat(describe(new Aliases("a", List.of(one, two)), one))
        .isEqualTo("GUID own:a:https://x.example/?p=12");
  }

  @Test
  void recognisesASiteThatMovedAndOneThatTurnedToHttps() {
    Identity before = identity("http://x.example/1", null, "Ferry");
    Identity moved = identity("https://y.example/1", null, "Ferry");
    Identity secured = identity("https://x.example/1", null, "Ferry");

    List<Alias> known = new Aliases("a", List.of(before)).of(before, WORDING, "visible");

    assertThat(new Aliases("a", List.of(moved)).of(moved, WORDING, "visible"))
        .containsAnyElementsOf(known);
    assertThat(new Aliases("b", List.of(secured)).of(secured, WORDING, "visible"))
        .containsAnyElementsOf(known);
    assertThat(new Aliases("b", List.of(moved)).of(moved, WORDING, "visible"))
        .doesNotContainAnyElementsOf(known);
  }

  @Test
  void recognisesAStoryThatACarrierPutItsOwnLinkOn() {
    CanonicalUrl page = CanonicalUrl.of("https://x.example/city/1").orElseThrow();
    CanonicalUrl carried = CanonicalUrl.of("http://carrier.example/~r/x/~3/abc").orElseThrow();
    Identity through = new Identity("x-1", carried, page, "Ferry", null, null);
    Identity direct = identity(null, "https://x.example/city/1", "Ferry");

    List<Alias> known = new Aliases("a", List.of(direct)).of(direct, WORDING, "visible");

    assertThat(new Aliases("b", List.of(through)).of(through, WORDING, "visible"))
        .containsAnyElementsOf(known);
  }

  @Test
  void keepsKeysShort() {
    Identity id = identity("urn:x:" + "long".repeat(1000), null, "Ferry");

    List<Alias> aliases = new Aliases("a", List.of(id)).of(id, WORDING, "visible");

    assertThat(aliases).hasSize(2).allSatisfy(alias -> assertThat(alias.key()).hasSizeLessThan(50));
  }

  private static Identity identity(String guid, String url, String title) {
    return new Identity(guid, CanonicalUrl.of(url).orElse(null), null, title, null, null);
  }

  private static String describe(Aliases aliases, Identity id) {
    Stream<Alias> all = aliases.of(id, WORDING, "visible").stream();
    return String.join(", ", all.map(alias -> alias.match().name() + ' ' + alias.key()).toList());
  }
}
