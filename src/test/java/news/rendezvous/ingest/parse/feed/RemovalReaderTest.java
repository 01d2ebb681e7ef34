package news.rendezvous.ingest.parse.feed;

import static news.rendezvous.ingest.parse.SampleDocuments.feed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import news.rendezvous.ingest.parse.entry.EntryRemovals;
import news.rendezvous.ingest.parse.entry.EntryRemovals.DeletedEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovalReaderTest {

  private static EntryRemovals removals(String inside) {
    return feed(("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:t='http://purl.org/atompub/tombstones/1.0'"
                + " xmlns:h='http://purl.org/syndication/history/1.0'><title>Quay</title>%s"
                + "<entry><id>urn:x</id><title>x</title></entry></feed>")
            .formatted(inside))
        .info()
        .removals();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          <h:complete/>                                        | true
          <h:complete/><link rel='self' href='/feed'/>         | true
          <h:complete/><link rel='next' href='/feed?2'/>       | false
          <h:complete/><link rel='prev-archive' href='/2025'/> | false
          <h:complete/><h:archive/>                            | false
          <complete/>                                          | false
          ``                                                   | false
          """)
  void readsTheMarkOfACompleteFeed(String inside, boolean complete) {
    assertThat(removals(inside).complete()).isEqualTo(complete);
  }

  @Test
  void readsTheMarkInRss() {
    String rss =
        "<rss version='2.0' xmlns:fh='http://purl.org/syndication/history/1.0'><channel><title>Quay</title>"
            + "<fh:complete/><item><title>x</title></item></channel></rss>";

    assertThat(feed(rss).info().removals().complete()).isTrue();
  }

  @Test
  void readsTombstones() {
    EntryRemovals removals =
        removals(
            """
            <t:deleted-entry ref=' urn:a ' when='2026-03-04T10:00:00+01:00'><t:comment>spam</t:comment></t:deleted-entry>
            <t:deleted-entry ref="/b" when="some day"/>
            <t:deleted-entry when="2026-03-04T10:00:00Z"/>
            <deleted-entry ref="urn:c" when="2026-03-04T10:00:00Z"/>
            """);

    assertThat(removals.deleted())
        .isEqualTo(
            List.of(
                new DeletedEntry("urn:a", Instant.parse("2026-03-04T09:00:00Z")),
                new DeletedEntry("https://harbour.example/b", null)));
    assertThat(removals.complete()).isFalse();
  }
}
