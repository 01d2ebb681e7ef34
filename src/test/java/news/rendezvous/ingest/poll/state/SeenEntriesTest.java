package news.rendezvous.ingest.poll.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.ingest.parse.entry.EntryDate;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.Markup;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntryMaker;
import news.rendezvous.item.Episode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SeenEntriesTest {

  private static final SeenEntries NONE = SeenEntries.of(new byte[0]);

  @Test
  void containAnUnchangedEntry() {
    SeenEntries seen = NONE.with(List.of(entry("a", "text")), 100);

    SeenEntries read = SeenEntries.of(seen.toBytes());

    assertThat(read.containsUnchanged(entry("a", "text"))).isTrue();
    assertThat(read.containsUnchanged(entry("a", "other text"))).isFalse();
    assertThat(read.containsUnchanged(entry("b", "text"))).isFalse();
  }

  @Test
  void identifyEntriesWithoutGuidAndLinkByTitle() {
    SeenEntries seen = NONE.with(List.of(untitled("one"), untitled("two")), 100);

    assertThat(seen.containsUnchanged(untitled("one"))).isTrue();
    assertThat(seen.containsUnchanged(untitled("two"))).isTrue();
  }

  @Test
  void countEntriesWithANewGuid() {
    SeenEntries seen = NONE.with(List.of(entry("a", "x"), entry("b", "y")), 100);

    assertThat(seen.countRenamed(List.of(entry("c", "x"), entry("b", "y"), entry("d", "z"))))
        .isOne();
  }

  @Test
  void dropTheLeastRecentlySeenFirst() {
    SeenEntries seen =
        NONE.with(List.of(entry("a", "x"), entry("b", "x")), 100)
            .with(List.of(entry("a", "x"), entry("c", "x")), 2);

    assertThat(seen.containsUnchanged(entry("a", "x"))).isTrue();
    assertThat(seen.containsUnchanged(entry("b", "x"))).isFalse();
    assertThat(seen.containsUnchanged(entry("c", "x"))).isTrue();
    assertThat(seen.toBytes()).hasSize(16);
  }

  /**
   * Bytes in the poll state of a running service. Where they change, every entry of every source
   * counts as new and is sent again.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void areStoredAsTheseBytes(String name, ParsedEntry entry, String bytes) {
    assertThat(HexFormat.of().formatHex(NONE.with(List.of(entry), 9).toBytes())).isEqualTo(bytes);
    assertThat(SeenEntries.of(HexFormat.of().parseHex(bytes)).containsUnchanged(entry)).isTrue();
  }

  static Stream<Arguments> areStoredAsTheseBytes() {
    ParsedEntry bare =
        new ParsedEntry(
            "tag:quay.example,2026:1",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            List.of(),
            null,
            EntryMedia.NONE,
            null);
    EntryMedia media =
        new EntryMedia(
            "https://quay.example/lead.jpg",
            "https://quay.example/small.jpg",
            List.of(
                new EntryMedia.Enclosure(
                    "https://quay.example/1.jpg",
                    "image/jpeg",
                    null,
                    null,
                    new Markup("Deck &amp; quay", true)),
                new EntryMedia.Enclosure("https://quay.example/2.jpg", null, null, null, null)),
            List.of(
                new EntryMedia.Enclosure(
                    "https://quay.example/1.mp3", "audio/mpeg", 7L, 60L, null)),
            new Episode(2, 7, "full", false));
    ParsedEntry full =
        new ParsedEntry(
            "1",
            "https://quay.example/1",
            "https://pier.example/1",
            "https://quay.example/",
            new Markup("Ferry, [sails]", true),
            new Markup("<p>渡輪 sails.</p>", true),
            new Markup("Sails", false),
            new EntryDate.Exact(Instant.parse("2026-03-03T10:00:00Z")),
            new EntryDate.Local("Tue, 03 Mar 2026 11:00:00 GMT"),
            List.of("Li Na", "Ma Wei"),
            List.of("ships"),
            "en",
            media,
            "Quay Courier");
    return Stream.of(
        Arguments.of("an entry with nothing but a guid", bare, "710377681a454ec2"),
        Arguments.of("an entry with everything", full, "467b4646bec5612d"),
        Arguments.of("an entry with title and text", entry("a", "text"), "b5c3a26029802df2"),
        Arguments.of("an entry without guid and link", untitled("one"), "6e87a4d12cb7225f"));
  }

  private static ParsedEntry untitled(String title) {
    return entry(null, title, "same");
  }

  private static ParsedEntry entry(String guid, String text) {
    return entry(guid, "Title", text);
  }

  private static ParsedEntry entry(String guid, String title, String text) {
    return new ParsedEntryMaker()
        .guid(guid)
        .title(new Markup(title, false))
        .content(new Markup(text, false))
        .build();
  }
}
