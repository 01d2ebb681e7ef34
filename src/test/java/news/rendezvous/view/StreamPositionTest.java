package news.rendezvous.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPositionTest {

  @Test
  void parsesItsOwnText() {
    Random random = new Random(5);
    for (int n = 0; n < 1000; n++) {
      int bits = n % 63;
      long[] next = random.longs(n % 9).map(offset -> (offset >>> 1) >> bits).toArray();
      StreamPosition position = StreamPosition.of(next);

      assertThat(StreamPosition.parse(position.toString())).contains(position);
    }
  }

  @Test
  void isThisText() {
    StreamPosition position = StreamPosition.of(12_345, 0, 127, 128, 1L << 40);

    assertThat(position).hasToString("AblgAH-AAYCAgICAIA");
    assertThat(StreamPosition.parse("AblgAH-AAYCAgICAIA")).contains(position);
  }

  @Test
  void isOfOneTopic() {
    Uuid topic = new Uuid(1, 4);
    StreamPosition position = StreamPosition.of(12_345, 0).in(topic);

    assertThat(position).hasToString("AgAAAAW5YAA");
    assertThat(StreamPosition.parse("AgAAAAW5YAA")).contains(position);
    for (StreamPosition same :
        List.of(
            position,
            position.after(1, 7),
            position.or(StreamPosition.of(1)),
            StreamPosition.of(1).or(position))) {
      assertThat(same.mayBeIn(topic)).isTrue();
      assertThat(same.mayBeIn(new Uuid(4, 2))).isFalse();
    }
    assertThat(position).isNotEqualTo(StreamPosition.of(12_345, 0));
    assertThat(StreamPosition.of(12_345, 0).mayBeIn(topic)).isTrue();
  }

  @Test
  void isShort() {
    assertThat(StreamPosition.of(12_345, 9_876, 11_111, 10_000).toString()).hasSizeLessThan(16);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "garbage",
        "AQ==",
        "AQ ",
        "Ag",
        "AYA",
        "AYAA",
        "AQ\n",
        "AYD_____________fw",
        "AgAAAA",
        "AgAAAAA",
        "1-2-3"
      })
  void rejectsOtherTexts(String text) {
    assertThat(StreamPosition.parse(text)).isEmpty();
  }

  @Test
  void rejectsOffsetsOfMoreThan63Bits() {
    byte[] bytes = {1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};

    assertThat(StreamPosition.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
        .isEmpty();
  }

  @Test
  void startsAddedPartitionsAtOffsetZero() {
    StreamPosition older = StreamPosition.of(7, 3);

    assertThat(older.next(2)).isZero();
    assertThat(older.reaches(StreamPosition.of(7, 3, 0))).isTrue();
    assertThat(older.reaches(StreamPosition.of(7, 3, 1))).isFalse();
    assertThat(older.after(2, 4)).isEqualTo(StreamPosition.of(7, 3, 5));
  }

  @Test
  void neverGoesBack() {

    assertThat(StreamPosition.of(7).isPast(0, 2)).isTrue();
    assertThat(StreamPosition.of(7).after(0, 2)).isEqualTo(StreamPosition.of(7));
    assertThat(StreamPosition.of(7, 1).or(StreamPosition.of(2, 9)))
        .isEqualTo(StreamPosition.of(7, 9));
  }
}
