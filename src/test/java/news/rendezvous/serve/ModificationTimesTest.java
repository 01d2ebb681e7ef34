package news.rendezvous.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import news.rendezvous.item.NewsItem;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import org.junit.jupiter.api.Test;

class ModificationTimesTest {

  private static final Instant NOON = Samples.NOON;

  private Instant now = NOON;
  private final Timeline timeline = Timelines.empty(() -> now);
  private final ModificationTimes times = new ModificationTimes(timeline, () -> now);

  @Test
  void areThoseOfTheItems() {
    assertThat(times.of("/feed.rss", "a", NOON.minusSeconds(60))).isEqualTo(NOON.minusSeconds(60));
  }

  @Test
  void stayWhileTheDocumentStays() {
    times.of("/feed.rss", "a", NOON.minusSeconds(60));
    now = NOON.plusSeconds(60);

    assertThat(times.of("/feed.rss", "a", NOON)).isEqualTo(NOON.minusSeconds(60));
  }

  @Test
  void moveOnWithAChangeThatNoItemDates() {
    times.of("/feed.rss", "a", NOON.minusSeconds(60));
    now = NOON.plusSeconds(60);

    Instant renamed = times.of("/feed.rss", "renamed", NOON.minusSeconds(60));

    assertThat(renamed).isEqualTo(now);
    now = NOON.plusSeconds(90);
    assertThat(times.of("/feed.rss", "renamed", NOON.minusSeconds(60))).isEqualTo(renamed);
  }

  @Test
  void areThoseOfANewItem() {
    times.of("/feed.rss", "a", NOON.minusSeconds(60));
    now = NOON.plusSeconds(60);

    assertThat(times.of("/feed.rss", "b", NOON.plusSeconds(30))).isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void areNeverInTheFuture() {
    assertThat(times.of("/feed.rss", "a", NOON.plusSeconds(60))).isEqualTo(NOON);
    assertThat(times.of("/feed.rss", "b", NOON.plusSeconds(90))).isEqualTo(NOON);
  }

  @Test
  void countTheNewestWithdrawalWhereNothingElseIsKnown() {
    NewsItem item = Samples.item(1, "One");
    Timelines.put(timeline, Samples.held(item));
    Timelines.withdraw(timeline, item.id(), NOON.minusSeconds(5));

    assertThat(times.of("/feed.rss", "a", NOON.minusSeconds(60))).isEqualTo(NOON.minusSeconds(5));
  }
}
