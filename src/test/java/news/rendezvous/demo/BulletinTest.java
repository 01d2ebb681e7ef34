package news.rendezvous.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.dialect.DialectReader;
import news.rendezvous.ingest.dialect.Dialects;
import news.rendezvous.ingest.dialect.EntryBody;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import org.junit.jupiter.api.Test;

class BulletinTest {

  private static final String URL = "http://127.0.0.1:8080" + SampleSource.BULLETIN.path;
  private static final Instant NOW = Instant.parse("2026-05-04T12:00:00Z");

  private final DialectReader dialect = Dialects.reader();
  private final List<EntryBody> stories =
      dialect
          .feed(
              new ParsedDocument.Text(SampleResources.text("bulletin.txt")),
              new Document(URI.create(URL), new byte[0], "text/plain", null, null, NOW),
              URL)
          .entries()
          .stream()
          .map(entry -> dialect.read(entry, URL, null))
          .toList();

  @Test
  void showsSourceLinesInEachForm() {
    assertThat(stories)
        .extracting(EntryBody::publisher)
        .containsExactly("Larkhaven Evening Bulletin", "Saltmere Bell", "云汐渡晚报", "鹽灣時報");
  }

  @Test
  void showsBylinesOfSeveralRoles() {
    assertThat(stories)
        .extracting(story -> String.join(";", story.authors()))
        .containsExactly(
            "Ada Quill;Tomas Fenn;Ines Bower", "Lionel Asher;Ines Bower", "周砚;李棠;何小汀", "何小汀;周硯");
  }

  @Test
  void showsReferencesInEachPlace() {
    EntryBody first = stories.get(0);

    assertThat(first.references())
        .extracting(reference -> String.valueOf(reference.title()))
        .containsExactly(
            "The new steps of Larkhaven at dusk",
            "null",
            "Tide clock of Saltmere keeps time after nine years");
    assertThat(first.text())
        .contains("More about his boat in the lantern of the night ferry, which passes")
        .doesNotContain("getUrls");
  }
}
