package news.rendezvous.dedup;

import static news.rendezvous.dedup.Entries.entry;
import static news.rendezvous.dedup.Entries.sketched;
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

class TraitsFormTest {

  private static final Entry FERRY = entry("harbour", "a", "news.example.org/a", "It sails.");
  private static final Entry SKETCHED = sketched(FERRY, "ab", "a");

  @ParameterizedTest
  @MethodSource
  void readsWrittenRecords(Traits traits) {
    Traits read = TraitsForm.read(TraitsForm.write(traits), 0);

    assertThat(read).isEqualTo(traits);
  }

  static Stream<Traits> readsWrittenRecords() {
    Traits brief = traits(FERRY);
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
    byte[] cut = Arrays.copyOf(TraitsForm.write(traits(SKETCHED)), length);

    assertThatThrownBy(() -> TraitsForm.read(cut, 0)).isInstanceOf(UncheckedIOException.class);
  }

  private static Traits traits(Entry entry) {
    return Traits.first(entry, 7, List.of());
  }
}
