package news.rendezvous.parse;

import static news.rendezvous.parse.Samples.feed;
import static news.rendezvous.parse.Samples.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import news.rendezvous.fetch.Outcome;
import org.junit.jupiter.api.Test;

class PlainTextTest {

  private static final String URL = "https://harbour.example/news/feed";

  private static Parsed read(String text, String contentType) {
    return parse(text.getBytes(StandardCharsets.UTF_8), contentType);
  }

  @Test
  void readsADocumentAsOneEntry() {
    ParsedEntry entry = feed(read("High tide.\r\n\r\nLow tide.", "text/plain")).entries().get(0);

    assertThat(entry.guid()).isEqualTo(URL);
    assertThat(entry.link()).isEqualTo(URL);
    assertThat(entry.content()).isEqualTo(new Markup("High tide.\n\nLow tide.", false));
    assertThat(entry.published()).isEqualTo(Samples.CHANGED.toString());
  }

  @Test
  void splitsStoriesAtALineOfThreeHyphens() {
    List<ParsedEntry> entries =
        feed(read("One\n---\n\n---  \nTwo --- two\n---\nThree", "text/plain; charset=utf-8"))
            .entries();

    assertThat(entries).extracting(ParsedEntry::guid).containsExactly(URL, URL + "#2", URL + "#3");
    assertThat(entries)
        .extracting(entry -> entry.content().value())
        .containsExactly("One", "Two --- two", "Three");
  }

  @Test
  void takesNothingElseForText() {
    assertThat(read("%PDF-1.7", "application/pdf"))
        .isInstanceOfSatisfying(
            Parsed.Rejected.class,
            rejected -> assertThat(rejected.outcome()).isEqualTo(Outcome.NOT_A_FEED));
  }
}
