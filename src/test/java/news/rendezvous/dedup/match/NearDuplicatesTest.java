package news.rendezvous.dedup.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.dedup.SentEntry;
import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.dedup.store.StoryRecord;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.neardup.Facts;
import news.rendezvous.item.neardup.Sketch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearDuplicatesTest {

  private static final Entry ENTRY = SentEntry.by("canal").entry();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          one story                       | harbour:a:100                               | 100 | 0
          none                            | -                                           | 100 | -
          one that its own source carried | canal:a:100                                 | 100 | -
          the next after such a one       | canal:a:100 harbour:a:100                   | 100 | 1
          a story and its update          | harbour:a:100 harbour:a:110                 | 100 | 0
          boilerplate of another source   | harbour:a:100 harbour:a:100 harbour:a:100   | 100 | -
          beside one of a third           | harbour:a:100 harbour:a:90 harbour:a:95 quay:a:90 | 100 | 3
          boilerplate of its own source   | canal:a:100 canal:a:100 canal:a:100 quay:a:90 | 100 | -
          a digest of two                 | harbour:a:100 quay:b:120                    | 220 | -
          a digest of two of one source   | harbour:a:100 harbour:b:120                 | 220 | -
          two versions of one story       | harbour:a:100 quay:b:120                    | 110 | 0
          two tellings of one story       | harbour:a:100 quay:a:120                    | 220 | 0
          """)
  void selectsAStoryUnlessManyAreSimilar(String name, String stories, int words, Integer found) {
    List<StoredStory> alike =
        stories == null
            ? List.of()
            : Stream.of(stories.split(" ")).map(NearDuplicatesTest::known).toList();

    Optional<StoredStory> one = NearDuplicates.select(alike, ENTRY, sketch("c", words));

    assertThat(one).isEqualTo(Optional.ofNullable(found).map(alike::get));
  }

  /** A story of a source, with a sketch of a text and a number of words. */
  private static StoredStory known(String story) {
    String[] parts = story.split(":");
    StoryRecord.SourceVersion version =
        new StoryRecord.SourceVersion(0, "x", sketch(parts[1], Integer.parseInt(parts[2])), null);
    StoryRecord traits =
        new StoryRecord(
            "en", 0, false, version, List.of(new StoryRecord.Carrier(parts[0], 0)), List.of());
    return new StoredStory(new ItemId(new UUID(0, 1)), traits, id -> null);
  }

  private static Sketch sketch(String row, int words) {
    return new Sketch(
        IntStream.range(0, 2).mapToObj(i -> row.repeat(Sketch.BAND)).toList(),
        row.repeat(Sketch.ROWS),
        words,
        true,
        new Facts(""),
        new Facts(""));
  }
}
