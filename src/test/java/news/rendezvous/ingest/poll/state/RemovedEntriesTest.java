package news.rendezvous.ingest.poll.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import news.rendezvous.ingest.parse.entry.EntryMedia;
import news.rendezvous.ingest.parse.entry.EntryRemovals;
import news.rendezvous.ingest.parse.entry.EntryRemovals.DeletedEntry;
import news.rendezvous.ingest.parse.entry.ParsedEntry;
import news.rendezvous.item.Alias;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovedEntriesTest {

  private static final EntryRemovals COMPLETE = new EntryRemovals(true, List.of());

  private static List<ParsedEntry> document(String guids) {
    return guids.isEmpty()
        ? List.of()
        : Arrays.stream(guids.split(" "))
            .map(guid -> entry(guid, "https://quay.example/"))
            .toList();
  }

  private static ParsedEntry entry(String guid, String link) {
    return new ParsedEntry(
        guid,
        link,
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
  }

  private static Optional<ItemId> id(ParsedEntry entry) {
    return Optional.ofNullable(entry.guid()).map(RemovedEntriesTest::id);
  }

  private static ItemId id(String guid) {
    return ItemId.of("en", Alias.own(Alias.Match.GUID, "quay", guid));
  }

  private static RemovedEntries.Found in(
      RemovedEntries.@Nullable Found before, EntryRemovals removals, List<ParsedEntry> entries) {
    return RemovedEntries.in(
        before == null ? null : before.next(), removals, entries, true, RemovedEntriesTest::id);
  }

  @ParameterizedTest(name = "{0}; {1}; {2}: {3} and {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a b c d | a b d   | a b d | c   | ''
          a b c d | a b c d | a b   | ''  | c d
          a b c d | a       | a     | ''  | b c d
          a b c d | a       | a b   | ''  | c d
          a b c d | a       | a b c d | '' | ''
          a       | b       | b     | ''  | a
          a b     | a       | a     | b   | ''
          a b c d | e f     | e f g | ''  | a b c d
          a       | a b c   | b c   | ''  | a
          """)
  void areMissingInACompleteFeedAndMoreThanHalfOfItOnlyTwice(
      String first, String second, String third, String afterSecond, String afterThird) {
    RemovedEntries.Found one = in(null, COMPLETE, document(first));
    RemovedEntries.Found two = in(one, COMPLETE, document(second));
    RemovedEntries.Found three = in(two, COMPLETE, document(third));

    assertThat(one.missing()).isEmpty();
    assertThat(two.missing().values()).containsExactlyInAnyOrderElementsOf(ids(afterSecond));
    assertThat(three.missing().values()).containsExactlyInAnyOrderElementsOf(ids(afterThird));
  }

  private static List<ItemId> ids(String guids) {
    return document(guids).stream().flatMap(entry -> id(entry).stream()).toList();
  }

  @Test
  void areConfirmedByTheSameDocumentAgain() {
    RemovedEntries.Found two = in(in(null, COMPLETE, document("a b c")), COMPLETE, document("a"));

    RemovedEntries.Found same = RemovedEntries.repeated(two.next());

    assertThat(same.missing().values()).containsExactlyInAnyOrder(id("b"), id("c"));
    assertThat(RemovedEntries.repeated(same.next()).missing()).isEmpty();
    assertThat(in(same, COMPLETE, document("a")).missing()).isEmpty();
    assertThat(RemovedEntries.repeated(null).missing()).isEmpty();
  }

  /** A part of the feed, or a document of which entries were left out. */
  @ParameterizedTest(name = "complete {0}, whole {1}")
  @CsvSource({"false, true", "true, false", "false, false"})
  void areThoseOfTheLastCompleteDocumentWhateverComesInBetween(boolean complete, boolean whole) {
    EntryRemovals other = new EntryRemovals(complete, List.of());
    RemovedEntries.Found before = in(null, COMPLETE, document("a b c"));

    RemovedEntries.Found part =
        RemovedEntries.in(before.next(), other, document("b c d"), whole, RemovedEntriesTest::id);
    RemovedEntries.Found after = in(part, COMPLETE, document("b c"));

    assertThat(part.missing()).isEmpty();
    assertThat(RemovedEntries.repeated(part.next()).missing()).isEmpty();
    assertThat(after.missing().values()).containsExactly(id("a"));
    assertThat(in(after, COMPLETE, document("b c")).missing()).isEmpty();
  }

  @ParameterizedTest(name = "then {0}: {1}")
  @CsvSource({"a, b c d", "a c, b d", "a b c d, ''"})
  void areConfirmedByTheNextCompleteDocumentOnlyAndNotByAPartThatIsRepeated(
      String last, String missing) {
    RemovedEntries.Found doubtful =
        in(in(null, COMPLETE, document("a b c d")), COMPLETE, document("a"));

    RemovedEntries.Found part = in(doubtful, EntryRemovals.NONE, document("a"));
    RemovedEntries.Found again = RemovedEntries.repeated(part.next());
    RemovedEntries.Found more = in(again, EntryRemovals.NONE, document("a e"));
    RemovedEntries.Found end = in(more, COMPLETE, document(last));

    assertThat(List.of(doubtful, part, again, more)).allMatch(found -> found.missing().isEmpty());
    assertThat(end.missing().values()).containsExactlyInAnyOrderElementsOf(ids(missing));
  }

  @Test
  void areReadFromStatesOfOlderVersions() throws IOException {
    RemovedEntries stored = Objects.requireNonNull(in(null, COMPLETE, document("a b c")).next());
    String json = new String(Json.encode(stored), UTF_8);

    RemovedEntries read = Json.decode(json.getBytes(UTF_8), RemovedEntries.class);

    assertThat(json).doesNotContain("unconfirmed");
    assertThat(
            RemovedEntries.in(read, COMPLETE, document("b c"), true, RemovedEntriesTest::id)
                .missing()
                .values())
        .containsExactly(id("a"));
  }

  @Test
  void areNoFactsWhereNoDocumentWasComplete() {
    assertThat(in(null, EntryRemovals.NONE, document("a b")).next()).isNull();
  }

  @Test
  void areNotThoseWhoseLinkChanged() {
    RemovedEntries.Found before = in(null, COMPLETE, document("a b c"));

    RemovedEntries.Found moved =
        in(
            before,
            COMPLETE,
            List.of(
                entry("a", "https://quay.example/moved"),
                entry("b", "https://quay.example/"),
                entry("c", "https://quay.example/")));

    assertThat(moved.missing()).isEmpty();
  }

  @Test
  void areTombstonesOnceUntilTheyChange() {
    Instant when = Instant.parse("2026-03-04T10:00:00Z");
    EntryRemovals one = new EntryRemovals(false, List.of(new DeletedEntry("urn:a", when)));
    EntryRemovals later =
        new EntryRemovals(false, List.of(new DeletedEntry("urn:a", when.plusSeconds(1))));

    RemovedEntries.Found first = in(null, one, document("x"));
    RemovedEntries.Found again = in(first, one, document("x"));

    assertThat(first.deleted()).isEqualTo(one.deleted());
    assertThat(again.deleted()).isEmpty();
    assertThat(in(again, later, document("x")).deleted()).isEqualTo(later.deleted());
  }
}
