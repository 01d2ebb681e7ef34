package news.rendezvous.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryLayoutTest {

  // The values are those of murmur2 as the producers of other languages have it too.
  @ParameterizedTest
  @CsvSource({"21, -973932308", "foobar, -790332482", "abc, 479470107"})
  void spreadsEditionsAsADefaultPartitionerDoes(String edition, int murmur2) {
    assertThat(new MemoryLayout(4).partitionOf(edition)).isEqualTo((murmur2 & 0x7fffffff) % 4);
  }

  @Test
  void isFoundByTheNameOfItsChangelog() {
    String changelog = new MemoryLayout(12).changelog("news.dedup");

    assertThat(MemoryLayout.partitionsOf(changelog, "news.dedup")).isEqualTo(OptionalInt.of(12));
    assertThat(MemoryLayout.partitionsOf(changelog, "other.dedup")).isEmpty();
    assertThat(MemoryLayout.partitionsOf("news.dedup-memory-3-changelog", "news.dedup")).isEmpty();
    assertThat(MemoryLayout.partitionsOf("news.entries", "news.dedup")).isEmpty();
  }
}
