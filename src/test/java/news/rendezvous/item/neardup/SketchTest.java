package news.rendezvous.item.neardup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {

  private static final Sketch SKETCH =
      new Sketch(
          List.of("bAnd1", "bAnd2"), "x".repeat(60) + "....", 120, true, facts(4, 65), facts());

  @Test
  void comesBackFromItsJson() throws IOException {
    byte[] json = Json.encode(SKETCH);

    assertThat(Json.decode(json, Sketch.class)).isEqualTo(SKETCH);
    assertThat(json).asString().startsWith("\"bAnd1bAnd2 xxx").hasSizeLessThan(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"bAnd1 xxx 120 c  \"", "\"a b c d e f g\"", "12", "{}"})
  void refusesWhatIsNoSketch(String json) {
    assertThatThrownBy(() -> Json.decode(json.getBytes(UTF_8), Sketch.class))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # words, cased, rows that differ, resembles
          120,     true,  0,               true
          120,     true,  6,               true
          120,     true,  12,              true
          120,     true,  36,              false
          80,      false, 0,               true
          80,      false, 18,              false
          200,     false, 12,              true
          """)
  void asksForMoreWhereNamesAreNotTold(int words, boolean cased, int differ, boolean resembles) {
    Sketch one = sketch("x".repeat(64), words, cased);
    Sketch other = sketch("y".repeat(differ) + "x".repeat(64 - differ), words, cased);

    assertThat(one.resembles(other)).isEqualTo(resembles);
  }

  private static Sketch sketch(String rows, int words, boolean cased) {
    return new Sketch(List.of("bAnd1"), rows, words, cased, facts(), facts());
  }

  @Test
  void isMissingFromEntriesThatWereWrittenBefore() throws IOException {
    String json =
        """
        {"edition": "en", "source": {"id": "harbour", "url": "https://harbour.example/feed"},
         "seen": "2026-06-01T00:00:00Z", "aliases": [{"match": "guid", "key": "harbour a"}],
         "fingerprint": "f", "story": {"title": "Ferry"}}
        """;

    Entry entry = Json.decode(json.getBytes(UTF_8), Entry.class);

    assertThat(entry.sketch()).isNull();
  }

  @Test
  void comparesNoFactsPastTheLastThatWasKept() {
    Facts kept = facts(IntStream.range(0, 100).toArray());
    Facts few = facts(5, 6, 4000);

    assertThat(kept.with(few)).isEqualTo(new Facts.Agreement(2, 2)).isEqualTo(few.with(kept));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # fewer, common, one in, agree
          0,       0,      7,      true
          6,       5,      7,      false
          7,       6,      7,      true
          14,      12,     7,      true
          14,      11,     7,      false
          """)
  void allowsOneOfSoManyFactsToDiffer(int fewer, int common, int oneIn, boolean agree) {
    assertThat(new Facts.Agreement(fewer, common).isButForOneIn(oneIn)).isEqualTo(agree);
  }

  private static Facts facts(int... codes) {
    BitSet set = new BitSet();
    IntStream.of(codes).forEach(set::set);
    return Facts.of(set);
  }
}
