package news.rendezvous.serve.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import news.rendezvous.view.StreamPosition;
import org.junit.jupiter.api.Test;

class HistoryReaderPoolTest {

  private final List<Integer> closed = new ArrayList<>();
  private int opened;
  private int stale;
  private final HistoryReaderPool<Integer> pool =
      new HistoryReaderPool<>(2, () -> ++opened, reader -> reader != stale, closed::add);

  /** Reads from one offset to another; the number of the reader that did it. */
  private int read(long from, long to) {
    int[] used = {0};
    pool.read(
        StreamPosition.of(from),
        reader -> {
          used[0] = reader;
          return StreamPosition.of(to);
        });
    return used[0];
  }

  @Test
  void leavesEachReplayItsReader() {
    assertThat(read(0, 10)).isEqualTo(1);
    assertThat(read(5, 15)).isEqualTo(2);
    assertThat(read(10, 20)).isEqualTo(1);
    assertThat(read(15, 25)).isEqualTo(2);
  }

  @Test
  void movesTheReaderThatWasNotUsedForTheLongestTime() {
    read(0, 10);
    read(5, 15);
    read(10, 20);

    assertThat(read(70, 80)).isEqualTo(2);
    assertThat(read(20, 30)).isEqualTo(1);
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void asksAReaderWithoutMovingIt() {
    read(0, 10);

    assertThat(pool.<Integer>ask(reader -> reader)).isEqualTo(1);
    assertThat(read(10, 20)).isEqualTo(1);
  }

  @Test
  void closesAReaderThatFails() {
    assertThatThrownBy(
            () ->
                pool.ask(
                    reader -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");

    assertThat(closed).containsExactly(1);
    assertThat(read(0, 10)).isEqualTo(2);
    assertThat(read(5, 15)).isEqualTo(3);
    assertThat(read(70, 80)).isEqualTo(2);
  }

  @Test
  void replacesAReaderThatIsNotCurrent() {
    read(0, 10);
    stale = 1;

    assertThat(read(10, 20)).isEqualTo(2);
    assertThat(closed).containsExactly(1);
  }

  @Test
  void closesAReaderThatIsInUseWhenItIsGivenBack() {
    read(0, 10);
    pool.read(
        StreamPosition.of(50),
        reader -> {
          pool.close();
          return StreamPosition.of(60);
        });

    assertThat(closed).containsExactly(1, 2);
  }
}
