package news.rendezvous.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.stream.Stream;
import news.rendezvous.dedup.store.StoreKeys;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.item.ItemId;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreLayoutTest {

  // Values of murmur2, which producers in other languages use, too.
  @ParameterizedTest
  @CsvSource({"21, -973932308", "foobar, -790332482", "abc, 479470107"})
  void partitionsLikeTheDefaultPartitioner(String edition, int murmur2) {
    assertThat(new StoreLayout(4).partitionOf(edition)).isEqualTo((murmur2 & 0x7fffffff) % 4);
  }

  @Test
  void isStoredUnderThisName() {
    assertThat(new StoreLayout(12).changelog("news.dedup"))
        .isEqualTo("news.dedup-memory-5-of-12-changelog");
  }

  /** A marker that cannot be read ends the stage; another one rebuilds the store. */
  @Test
  void isMarkedByTheTopicsThatItBelongsTo() {
    Uuid items = Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAQ");
    Uuid entries = Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAg");

    assertThat(new String(StoreRebuild.done(new Generation(items, entries)), UTF_8))
        .isEqualTo("AAAAAAAAAAAAAAAAAAAAAQ AAAAAAAAAAAAAAAAAAAAAg DONE");
  }

  @Test
  void isKeptUnderTheseKeys() {
    ItemId id = ItemId.parse("urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11").orElseThrow();

    assertThat(
            Stream.of(
                    StoreKeys.generation(),
                    StoreKeys.alias(id),
                    StoreKeys.band("en", "1x"),
                    StoreKeys.item(id),
                    StoreKeys.expiry(258, id))
                .map(key -> HexFormat.of().formatHex(key.get())))
        .containsExactly(
            "67",
            "6e6f0f6c1e6f0b5c559a570c4a3f8e2d11",
            "62656e0a3178",
            "696f0f6c1e6f0b5c559a570c4a3f8e2d11",
            "6100000000000001026f0f6c1e6f0b5c559a570c4a3f8e2d11");
  }

  @Test
  void isFoundByTheNameOfItsChangelog() {
    String changelog = new StoreLayout(12).changelog("news.dedup");

    assertThat(StoreLayout.partitionsOf(changelog, "news.dedup")).isEqualTo(OptionalInt.of(12));
    assertThat(StoreLayout.partitionsOf(changelog, "other.dedup")).isEmpty();
    assertThat(StoreLayout.partitionsOf("news.dedup-memory-3-changelog", "news.dedup")).isEmpty();
    assertThat(StoreLayout.partitionsOf("news.entries", "news.dedup")).isEmpty();
  }
}
