package news.rendezvous.serve.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.serve.format.TestFormats;
import news.rendezvous.serve.query.FeedRequest;
import news.rendezvous.serve.query.FilterBounds;
import news.rendezvous.serve.query.FilterParameters;
import news.rendezvous.serve.query.Paging;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.view.Selection;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.ViewItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The time of the last change of a page of a feed. */
class FeedTest {

  private static final Instant NOON = SampleItems.NOON;
  private static final FeedFormat JSON = TestFormats.json();
  private static final FeedFormat RSS = TestFormats.rss();

  private final Timeline timeline = Timelines.empty(() -> NOON);

  private static Feed feed(
      @Nullable ViewItem before, @Nullable Instant headChanged, String... sources) {
    Selection filter =
        FilterParameters.parse(
            new Parameters(Map.of("source", List.of(sources))), FilterBounds.USUAL);
    Paging page = new Paging(2, before == null ? null : before.position());
    FeedRequest request = new FeedRequest("http://a", "/feed.rss", filter, page);
    return new Feed(
        SampleItems.HEAD, request, filter, "/", "/stream", 2, Long.MAX_VALUE, headChanged, 0);
  }

  private @Nullable Instant changed(FeedFormat format, String... sources) {
    return changed(feed(null, null, sources), format);
  }

  private @Nullable Instant changed(Feed feed, FeedFormat format) {
    return feed.changed(feed.part(timeline), format, timeline);
  }

  private ViewItem put(int minutes, Instant recorded, String... carriers) {
    return put(SampleItems.item(minutes, "Story " + minutes, carriers), recorded);
  }

  private ViewItem put(NewsItem item, Instant recorded) {
    ViewItem held = Timelines.held(item, recorded);
    Timelines.put(timeline, held);
    return held;
  }

  private void withdraw(ViewItem held, Instant recorded) {
    Timelines.withdraw(timeline, held.item().id(), recorded);
  }

  @Test
  void isThatOfTheNewestRecordThatIsShown() {
    put(1, NOON.minusSeconds(30), "a");
    put(2, NOON.minusSeconds(20), "a");
    put(3, NOON.minusSeconds(10), "a"); // on the next page

    assertThat(changed(RSS)).isEqualTo(NOON.minusSeconds(20));
  }

  @Test
  void staysWhereAnotherSourceCarriesTheStoryUnlessTheFormatShowsIt() {
    put(1, NOON.minusSeconds(30), "a");
    put(1, NOON.minusSeconds(20), "a", "b");

    assertThat(changed(RSS)).isEqualTo(NOON.minusSeconds(30));
    assertThat(changed(JSON)).isEqualTo(NOON.minusSeconds(20));
  }

  @Test
  void isThatOfTheRevisionThatChangedTheStoryWhateverItsOwnDateOfChange() {
    put(1, NOON.minusSeconds(30), "a");
    NewsItem item = SampleItems.item(1, "Story 1, told otherwise", "a");
    put(item, NOON.minusSeconds(20));

    assertThat(changed(RSS)).isEqualTo(NOON.minusSeconds(20));
  }

  @Test
  void isThatOfALaterWithdrawal() {
    put(1, NOON.minusSeconds(30), "a");
    withdraw(put(2, NOON.minusSeconds(20), "a"), NOON.minusSeconds(10));

    assertThat(changed(RSS)).isEqualTo(NOON.minusSeconds(10));
    assertThat(changed(RSS, "a")).isEqualTo(NOON.minusSeconds(10));
  }

  /** Of a compacted item only the tombstone is left, which does not say what it took away. */
  @Test
  void countsEveryWithdrawal() {
    put(1, NOON.minusSeconds(30), "a");
    withdraw(put(2, NOON.minusSeconds(20), "b"), NOON.minusSeconds(10));
    withdraw(Timelines.held(SampleItems.item(3, "Compacted", "b"), NOON), NOON.minusSeconds(5));

    assertThat(changed(RSS, "a")).isEqualTo(NOON.minusSeconds(5));
  }

  @Test
  void isThatOfTheHeadWhereThatIsNewer() {
    put(1, NOON.minusSeconds(30), "a");

    assertThat(changed(feed(null, NOON.minusSeconds(5)), RSS)).isEqualTo(NOON.minusSeconds(5));
    assertThat(changed(feed(null, NOON.minusSeconds(50)), RSS)).isEqualTo(NOON.minusSeconds(30));
  }

  @Test
  void isTheSameAfterARestart() {
    put(1, NOON.minusSeconds(30), "a");
    ViewItem gone = put(2, NOON.minusSeconds(20), "a");
    put(1, NOON.minusSeconds(15), "a", "b");
    withdraw(gone, NOON.minusSeconds(10));
    Instant before = changed(RSS);
    Timeline again = Timelines.empty(() -> NOON.plusSeconds(3_600));
    Timelines.put(
        again, Timelines.held(SampleItems.item(1, "Story 1", "a"), NOON.minusSeconds(30)));
    Timelines.put(again, gone);
    Timelines.put(
        again, Timelines.held(SampleItems.item(1, "Story 1", "a", "b"), NOON.minusSeconds(15)));
    Timelines.withdraw(again, gone.item().id(), NOON.minusSeconds(10));
    Feed feed = feed(null, null);

    assertThat(feed.changed(feed.part(again), RSS, again)).isEqualTo(before);
  }

  @Test
  void isUnknownWithoutItems() {
    assertThat(changed(RSS, "nobody")).isNull();
  }
}
