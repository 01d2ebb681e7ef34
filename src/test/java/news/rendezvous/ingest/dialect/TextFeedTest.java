package news.rendezvous.ingest.dialect;

import static news.rendezvous.ingest.dialect.Dialects.H1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import org.junit.jupiter.api.Test;

class TextFeedTest {

  private static final String URL = "https://harbour.example/news.txt";
  private static final Instant CHANGED = Instant.parse("2026-03-04T05:06:07Z");

  private static final String BRIDGE = "Source:Harbour News\n\nBridge closed\n\nIt has sunk.";
  private static final String QUAY = "Source:Harbour News\n\nThird quay opened\n\nShips tied up.";
  private static final String LIBRARY = "Source:Harbour News\n\nLibrary grows\n\nBooks move.";

  private static ParsedDocument.Feed read(String text) {
    Document document =
        new Document(URI.create(URL), new byte[0], "text/plain", null, CHANGED, CHANGED);
    return Dialects.reader().feed(new ParsedDocument.Text(text), document, URL);
  }

  private static List<String> guids(String... stories) {
    return read(String.join("\n---\n", stories)).entries().stream().map(ParsedEntry::guid).toList();
  }

  @Test
  void readsADocumentAsOneEntry() {
    ParsedEntry entry = read("High tide.\r\n\r\nLow tide.\r").entries().get(0);

    assertThat(entry.guid()).isEqualTo(URL);
    assertThat(entry.link()).isEqualTo(URL);
    assertThat(entry.content()).isEqualTo(new Markup("High tide.\n\nLow tide.", false));
    assertThat(entry.published()).isEqualTo(new EntryDate.Exact(CHANGED));
  }

  @Test
  void splitsStoriesAtALineOfThreeHyphens() {
    assertThat(read("One\n---\n\n---  \nTwo --- two\n---\nThree").entries())
        .extracting(entry -> entry.content().value())
        .containsExactly("One", "Two --- two", "Three");
  }

  @Test
  void namesAStoryByItselfWhereverItStands() {
    assertThat(guids(BRIDGE, QUAY))
        .containsExactly(URL + "#bridge-closed", URL + "#third-quay-opened");
    assertThat(guids(LIBRARY, BRIDGE, QUAY))
        .containsExactly(
            URL + "#library-grows", URL + "#bridge-closed", URL + "#third-quay-opened");
  }

  @Test
  void namesAStoryByItsFirstReferenceIfItHasOne() {
    assertThat(guids(QUAY + "\n\ngetUrls?link=" + H1 + " - Quay", BRIDGE))
        .containsExactly(URL + '#' + H1, URL + "#bridge-closed");
  }

  @Test
  void takesNoNameThatTwoStoriesHave() {
    assertThat(guids(QUAY + "\n\ngetUrls?link=" + H1, BRIDGE + "\n\ngetUrls?link=" + H1))
        .containsExactly(URL + "#third-quay-opened", URL + "#bridge-closed");
  }

  @Test
  void isCalledByItsPublisherOrFirstStory() {
    assertThat(read(QUAY).info().title()).isEqualTo(new Markup("Harbour News", false));
    assertThat(read("High tide. It rains.").info().title())
        .isEqualTo(new Markup("High tide.", false));
  }

  @Test
  void readsHtmlThatIsCalledText() {
    String page =
        "<html><head><title>x</title></head><body><p>Source:Harbour</p><p>High tide.</p>"
            + "<p>getUrls?link=%s - Quay</p></body></html>".formatted(H1);

    ParsedEntry entry = read(page).entries().get(0);

    assertThat(entry.content().html()).isTrue();
    assertThat(entry.content().value()).startsWith("<p>Source:Harbour</p>");
  }
}
