package news.rendezvous.source.opml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpmlWriterTest {

  private static String written(OpmlOutline... outlines) {
    return new String(OpmlWriter.write("Sources", List.of(outlines)), UTF_8).replace("\r\n", "\n");
  }

  @Test
  void writesASubscriptionListOfOpml2() {
    OpmlOutline quay =
        new OpmlOutline("Quay", "https://q.example/f?a&b", "https://q.example/", "en", Map.of());

    assertThat(written(quay))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <opml version="2.0">
              <head>
                <title>Sources</title>
              </head>
              <body>
                <outline text="Quay" type="rss" title="Quay" xmlUrl="https://q.example/f?a&amp;b" htmlUrl="https://q.example/" language="en" />
              </body>
            </opml>
            """);
  }

  @Test
  void putsSettingsIntoANamespaceOfTheirOwn() {
    OpmlOutline quay =
        new OpmlOutline("Q", "https://q.example/", null, null, Map.of("zone", "UTC", "id", "q"));

    assertThat(written(quay))
        .contains("<opml xmlns:rendezvous=\"urn:rendezvous:opml\" version=\"2.0\">")
        .contains("xmlUrl=\"https://q.example/\" rendezvous:id=\"q\" rendezvous:zone=\"UTC\" />");
  }

  @Test
  void writesTheUrlOfAFeedWithoutATitle() {
    assertThat(written(new OpmlOutline(null, "https://q.example/", null, null, Map.of())))
        .contains("text=\"https://q.example/\" type=\"rss\" title=\"https://q.example/\"");
  }

  @Test
  void leavesOutCharactersThatXmlCannotCarry() {
    assertThat(
            written(new OpmlOutline("Q\u0000\uD83Du\uFFFEay", "https://q/", null, null, Map.of())))
        .contains("text=\"Quay\"");
  }

  @Test
  void writesAnEmptyList() {
    assertThat(written()).contains("<opml version=\"2.0\">").contains("<body />");
  }
}
