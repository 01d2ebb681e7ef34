package news.rendezvous.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
          <p>It sails</p>                     | <p>It sails<img src="https://x.example/1.jpg"></p>
          """)
  void changesWithWhatAReaderSees(String one, String other) {
    assertThat(fingerprint(one)).isNotEqualTo(fingerprint(other));
  }

  @Test
  void changesWhenAReferenceIsResolved() {
    Related unresolved = new Related(HASH, "Bridge", Related.Kind.UNRESOLVED, List.of(), null);
    Related resolved = related("https://x.example/a?id=1");
    Related other = related("https://x.example/a?id=2");

    assertThat(List.of(fingerprint(unresolved), fingerprint(resolved), fingerprint(other)))
        .doesNotHaveDuplicates();
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

  private static Related related(String url) {
    return new Related(
        HASH, "Bridge", Related.Kind.STORY, CanonicalUrl.of(url).stream().toList(), null);
  }

  private static String fingerprint(Related related) {
    return Entries.normalize(FERRY, Entries.text("It sails"), related).fingerprint();
  }

  private static String fingerprint(String html) {
    return Entries.normalize(FERRY, Entries.html("<p>Text</p>" + html)).fingerprint();
  }
}
