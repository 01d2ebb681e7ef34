package news.rendezvous.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import news.rendezvous.dialect.Body;
import news.rendezvous.dialect.Reference;
import news.rendezvous.item.CanonicalUrl;
import news.rendezvous.item.LinkHash;
import news.rendezvous.item.Related;
import news.rendezvous.parse.ParsedEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {

  private static final ParsedEntry FERRY = Entries.entry("1", Entries.LINK, "Ferry: \"it sails\"");
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
    Reference reference = new Reference(HASH, "Quay", List.of(ASKED));
    Reference twin = new Reference(OTHER_HASH, "Pier", List.of());
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
                showing(List.of(new Reference(HASH, null, List.of()))),
                showing(List.of(new Reference(HASH, "Quay", List.of()))),
                showing(List.of(new Reference(OTHER_HASH, "Quay", List.of())))))
        .doesNotHaveDuplicates();
  }

  private static String showing(List<Reference> references, Related... related) {
    String html = "<p>It sails</p><img src=\"" + ASKED + "\">";
    Body body = Entries.html(html, references.toArray(Reference[]::new));
    return Entries.normalize(FERRY, body, related).fingerprint();
  }

  @Test
  void tellsFieldsApart() {
    ParsedEntry one = Entries.entry("1", Entries.LINK, "Ferry");

    assertThat(Entries.normalize(one, Entries.text("sails at ten")).fingerprint())
        .isNotEqualTo(
            Entries.normalize(
                    Entries.entry("1", Entries.LINK, "Ferry sails"), Entries.text("at ten"))
                .fingerprint());
  }

  @Test
  void doesNotChangeWithAClampedDate() {
    ParsedEntry one = Entries.dated("9999-12-31", null);
    ParsedEntry other = Entries.dated("2026-03-03", "2026-03-04");

    assertThat(Entries.normalize(one, Entries.text("It sails")).fingerprint())
        .isEqualTo(Entries.normalize(other, Entries.text("It sails")).fingerprint())
        .matches("[0-9a-f]{32}");
  }

  private static String fingerprint(String html) {
    return Entries.normalize(FERRY, Entries.html("<p>Text</p>" + html)).fingerprint();
  }
}
