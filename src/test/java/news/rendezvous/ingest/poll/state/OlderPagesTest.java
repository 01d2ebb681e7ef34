package news.rendezvous.ingest.poll.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.Document;
import news.rendezvous.ingest.parse.entry.EntryRemovals;
import news.rendezvous.ingest.parse.entry.FeedInfo;
import news.rendezvous.ingest.parse.entry.HubLinks;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedDocument;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntryMaker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OlderPagesTest {

  private static final Instant NOW = Instant.parse("2026-03-04T10:00:00Z");
  private static final String NEXT = "https://quay.example/feed?page=3";
  private static final OlderPages REPAIR =
      new OlderPages("https://quay.example/feed?page=2", 5, 2, false);
  private static final OlderPages BACKFILL =
      new OlderPages("https://quay.example/feed?page=2", 5, 2, true);

  @ParameterizedTest(name = "{0}, at most {1}: {2}")
  @CsvSource(
      textBlock =
          """
          https://quay.example/feed?page=2,     3, true
          https://quay.example/feed?page=2,     0, false
          ,                                     3, false
          https://other.example/feed?page=2,    3, false
          https://quay.example:8443/feed?page=2, 3, false
          http://quay.example/feed?page=2,      3, false
          file:///etc/hostname,                 3, false
          """)
  void areOfTheSameOriginAsTheDocument(@Nullable String olderPage, int most, boolean follows) {
    OlderPages backlog = OlderPages.after(document(), feed(olderPage, "a", "b"), most, false);

    assertThat(backlog)
        .isEqualTo(follows ? new OlderPages(String.valueOf(olderPage), most, 2, false) : null);
  }

  @Test
  void areReadUntilAnEntryFromBeforeTheOverrun() {
    PollMemory overrun = withSeen("a", "b", "h", "g").with(new Overrun(NOW, 0, false), REPAIR);

    PollMemory first = overrun.after(REPAIR, document(), feed(NEXT, "g", "f", "e"), 5000);
    PollMemory second = first.after(first.backlog(), document(), feed(NEXT, "d", "c", "b"), 5000);

    assertThat(first.backlog()).isEqualTo(new OlderPages(NEXT, 4, 4, false));
    assertThat(first.overrun()).isEqualTo(new Overrun(NOW, 2, false));
    assertThat(second.backlog()).isNull();
    assertThat(second.overrun()).isEqualTo(new Overrun(NOW, 4, true));
  }

  @Test
  void endAtAPageWithoutNewEntriesOrLink() {
    PollMemory memory = withSeen("b", "a").with(null, BACKFILL);

    assertThat(memory.after(BACKFILL, document(), feed(NEXT, "b", "a"), 9).backlog()).isNull();
    assertThat(memory.after(BACKFILL, document(), feed(null, "c"), 9).backlog()).isNull();
    assertThat(memory.after(BACKFILL, document(), feed(NEXT, "c"), 9).backlog())
        .isEqualTo(new OlderPages(NEXT, 4, 3, true));
  }

  @Test
  void areLimitedInNumber() {
    OlderPages last = new OlderPages("https://quay.example/feed?page=9", 1, 2, true);
    PollMemory memory = withSeen("b", "a").with(null, last);

    assertThat(memory.after(last, document(), feed(NEXT, "c"), 9).backlog()).isNull();
  }

  private static PollMemory withSeen(String... guids) {
    return PollMemory.NONE.with(SeenEntries.of(null), entries(guids), 5000);
  }

  private static Document document() {
    return new Document(
        URI.create("https://quay.example/feed"), new byte[0], null, null, null, NOW);
  }

  private static ParsedDocument.Feed feed(@Nullable String olderPage, String... guids) {
    FeedInfo info =
        new FeedInfo(
            null,
            null,
            null,
            null,
            null,
            List.of(),
            null,
            olderPage,
            HubLinks.NONE,
            EntryRemovals.NONE);
    return new ParsedDocument.Feed(info, entries(guids), 0, "application/rss+xml");
  }

  private static List<ParsedEntry> entries(String... guids) {
    return Stream.of(guids).map(OlderPagesTest::entry).toList();
  }

  private static ParsedEntry entry(String guid) {
    return new ParsedEntryMaker().guid(guid).title(new Markup(guid, false)).build();
  }
}
