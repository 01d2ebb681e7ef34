package news.rendezvous.ingest.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.dialect.reference.EntryReference;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.Related;
import news.rendezvous.item.url.CanonicalUrl;
import news.rendezvous.item.url.LinkHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryFingerprintTest {

  private static final ParsedEntry FERRY =
      ParsedEntries.entry("1", ParsedEntries.LINK, "Ferry: \"it sails\"");
  private static final LinkHash HASH = new LinkHash("0123456789abcdef0123456789abcdef");
  private static final LinkHash OTHER_HASH = new LinkHash("f".repeat(32));
  private static final URI ASKED = URI.create("https://x.example/getUrls?link=" + HASH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <p>It sails</p>                                       | <p>It  sails </p>
          <p>It sails</p>                                       | <div><p>It <b>sails</b></div>
          <p>The harbour: "open"</p>                            | <p>The harbour:”open”</p>
          <p>The harbour's "open"</p>                           | <p>The harbour’s “open”</p>
          <a href="https://x.example/1">a</a>                   | <a href="http://x.example/1?utm_source=rss">a</a>
          <img src="https://x.example/1.jpg?hits=17">           | <img src="https://x.example/1.jpg?hits=18">
          <img src="https://x.example/strip.php?id=12&hits=17"> | <img src="https://x.example/strip.php?hits=18&id=12">
          <img src="https://x.example/1.jpg" alt="a" width=640> | <img width=320 src="https://x.example/1.jpg">
          <p>It sails</p>                                       | <p>It sails<img src="/count.gif?1" width=1 height=1></p>
          """)
  void isEqualWhereAReaderSeesNoDifference(String one, String other) {
    assertThat(fingerprint(one)).isEqualTo(fingerprint(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <p>It sails</p>                     | <p>It sailed</p>
          <p>It sails at 10:00</p>            | <p>It sails at 11:00</p>
          <p>It sails</p>                     | <p>it sails</p>
          <a href="https://x.example/1">a</a> | <a href="https://x.example/2">a</a>
          <img src="https://x.example/1.jpg"> | <img src="https://x.example/2.jpg">
          <img src="https://x.example/strip.php?id=12"> | <img src="https://x.example/strip.php?id=13">
          <p>It sails</p>                     | <p>It sails<img src="https://x.example/1.jpg"></p>
          """)
  void changesWithWhatAReaderSees(String one, String other) {
    assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other));
  }

  @Test
  void doesNotChangeWithWhatReferencesLeadTo() {
    EntryReference reference = new EntryReference(HASH, "Quay", List.of(ASKED));
    EntryReference twin = new EntryReference(OTHER_HASH, "Pier", List.of());
    CanonicalUrl picture = CanonicalUrl.of("https://x.example/quay.jpg").orElseThrow();
    Related unresolved = Related.unresolved(HASH, "Quay", List.of(ASKED));
    Related known = Related.resolved(HASH, "Quay", Related.Kind.IMAGE, List.of(picture));

    String before =
        showing(
            List.of(reference, twin),
            unresolved,
            Related.unresolved(OTHER_HASH, "Pier", List.of()));
    String after = showing(List.of(reference, twin), known);

    assertThat(after).isEqualTo(before);
  }

  @Test
  void changesWithTheReferencesThemselves() {
    assertThat(
            List.of(
                showing(List.of()),
                showing(List.of(new EntryReference(HASH, null, List.of()))),
                showing(List.of(new EntryReference(HASH, "Quay", List.of()))),
                showing(List.of(new EntryReference(OTHER_HASH, "Quay", List.of())))))
        .doesNotHaveDuplicates();
  }

  private static String showing(List<EntryReference> references, Related... related) {
    String html = "<p>It sails</p><img src=\"" + ASKED + "\">";
    EntryBody body = ParsedEntries.html(html, references.toArray(EntryReference[]::new));
    return ParsedEntries.normalize(FERRY, body, related).fingerprint();
  }

  @Test
  void tellsFieldsApart() {
    ParsedEntry one = ParsedEntries.entry("1", ParsedEntries.LINK, "Ferry");

    assertThat(ParsedEntries.normalize(one, ParsedEntries.text("sails at ten")).fingerprint())
        .isNotEqualTo(
            ParsedEntries.normalize(
                    ParsedEntries.entry("1", ParsedEntries.LINK, "Ferry sails"),
                    ParsedEntries.text("at ten"))
                .fingerprint());
  }

  @Test
  void doesNotChangeWithAClampedDate() {
    ParsedEntry one = ParsedEntries.dated("9999-12-31", null);
    ParsedEntry other = ParsedEntries.dated("2026-03-03", "2026-03-04");

    assertThat(ParsedEntries.normalize(one, ParsedEntries.text("It sails")).fingerprint())
        .isEqualTo(ParsedEntries.normalize(other, ParsedEntries.text("It sails")).fingerprint())
        .matches("[0-9a-f]{32}");
  }

  private static String fingerprint(String html) {
    return ParsedEntries.normalize(FERRY, ParsedEntries.html("<p>Text</p>" + html)).fingerprint();
  }
}
