package news.rendezvous.dedup.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import news.rendezvous.dedup.store.ChangelogOffsets.Range;
import org.junit.jupiter.api.Test;

class ChangelogPositionTest {

  private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
  private static final Instant NEXT_NOON = NOON.plus(Duration.ofDays(1));
  private static final ChangelogPosition POSITION = new ChangelogPosition(41, NOON);

  @Test
  void isStoredAsTheseBytes() {
    assertThat(HexFormat.of().formatHex(POSITION.toBytes()))
        .isEqualTo("00000000000000290000019cb391c200");
    assertThat(ChangelogPosition.of(POSITION.toBytes())).contains(POSITION);
  }

  @Test
  void isContinuedWithinHalfTheRetentionOfTombstones() {
    Range behind = new Range(0, 1_000);

    assertThat(POSITION.mismatch(behind, NOON.plus(Duration.ofHours(11)))).isEmpty();
    assertThat(POSITION.mismatch(behind, NOON.plus(Duration.ofHours(12))))
        .contains("its last change is of 2026-03-03T12:00:00Z, tombstones may be gone since");
  }

  @Test
  void isContinuedAtAnyTimeWhereNothingButTheMarkerOfACommitFollows() {
    assertThat(POSITION.mismatch(new Range(0, 42), NEXT_NOON)).isEmpty();
    assertThat(POSITION.mismatch(new Range(0, 43), NEXT_NOON)).isEmpty();
    assertThat(POSITION.mismatch(new Range(0, 44), NEXT_NOON)).isPresent();
  }

  @Test
  void isNotContinuedAheadOfTheChangelog() {
    assertThat(POSITION.mismatch(new Range(0, 41), NOON))
        .contains("it is ahead of its changelog: offset 41 of 41");
  }

  @Test
  void isNotContinuedBeforeTheFirstRecordOfATruncatedChangelog() {
    assertThat(POSITION.mismatch(new Range(42, 50), NOON)).isEmpty();
    assertThat(POSITION.mismatch(new Range(43, 50), NOON))
        .contains("its changelog was truncated: it begins at offset 43, and the state ends at 41");
  }
}
