package news.rendezvous.dedup.store;

import static news.rendezvous.dedup.TestEntries.entry;
import static news.rendezvous.dedup.TestEntries.sketched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoryRecordCodecTest {

  private static final Entry FERRY = entry("harbour", "a", "news.example.org/a", "It sails.");
  private static final Entry SKETCHED = sketched(FERRY, "ab", "a");

  @ParameterizedTest
  @MethodSource
  void readsWrittenRecords(StoryRecord traits) {
    StoryRecord read = StoryRecordCodec.read(StoryRecordCodec.write(traits), 0);

    assertThat(read).isEqualTo(traits);
  }

  static Stream<StoryRecord> readsWrittenRecords() {
    StoryRecord brief = traits(FERRY);
    return Stream.of(
        brief,
        traits(SKETCHED),
        brief.withAliases(FERRY.aliases().stream().map(alias -> ItemId.of("en", alias)).toList()),
        traits(SKETCHED)
            .withCarrier(entry("canal", "b", "news.example.org/a", "It sails."))
            .withCarrier(entry("køb-海", "c", "news.example.org/a", "It sails."))
            .carriedUntil(9)
            .asWithdrawn());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 60})
  void rejectsTruncatedBytes(int length) {
    byte[] cut = Arrays.copyOf(StoryRecordCodec.write(traits(SKETCHED)), length);

    assertThatThrownBy(() -> StoryRecordCodec.read(cut, 0))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static StoryRecord traits(Entry entry) {
    return StoryRecord.first(entry, 7, List.of());
  }
}
