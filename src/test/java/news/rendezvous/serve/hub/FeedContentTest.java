package news.rendezvous.serve.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.NewsItem;
import news.rendezvous.serve.feed.Feed;
import news.rendezvous.serve.format.FeedFormat;
import news.rendezvous.serve.format.SampleItems;
import news.rendezvous.serve.format.TestFormats;
import news.rendezvous.serve.hub.delivery.HubEvent;
import news.rendezvous.serve.hub.delivery.Notification;
import news.rendezvous.serve.query.FeedRequest;
import news.rendezvous.serve.query.FilterBounds;
import news.rendezvous.serve.query.FilterParameters;
import news.rendezvous.serve.query.Paging;
import news.rendezvous.serve.query.Parameters;
import news.rendezvous.view.Selection;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import news.rendezvous.view.ViewItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents of content distribution. */
class FeedContentTest {

  private static final String BASE = "http://news.example:8080";
  private static final List<FeedFormat> FORMATS =
      List.of(TestFormats.rss(), TestFormats.atom(), TestFormats.json());

  private final Timeline timeline = Timelines.empty(() -> SampleItems.NOON);

  private FeedContent content(String target) {
    TopicUrl topic = TopicUrl.of(BASE + target).orElseThrow();
    Parameters parameters = Parameters.of(topic.query());
    Selection filter = FilterParameters.parse(parameters, FilterBounds.USUAL);
    FeedRequest request =
        new FeedRequest(BASE, topic.document(), filter, Paging.of(parameters, 500));
    Feed feed =
        new Feed(SampleItems.HEAD, request, filter, "/", "/stream", 50, Long.MAX_VALUE, null, 0);
    FeedFormat format =
        FORMATS.stream()
            .filter(one -> one.extension().equals(topic.extension()))
            .findFirst()
            .orElseThrow();
    return new FeedContent(topic, format, FORMATS, feed, timeline, 1 << 20);
  }

  private static HubEvent event(String type, ViewItem item) {
    return new HubEvent(0, 1, type, SampleItems.NOON, item.id(), item);
  }

  private ViewItem put(int minutes, String title, String... carriers) {
    return put(SampleItems.item(minutes, title, carriers));
  }

  private ViewItem put(NewsItem item) {
    ViewItem held = SampleItems.held(item);
    Timelines.put(timeline, held);
    return held;
  }

  private static SyndFeed read(Notification notification) throws Exception {
    return new SyndFeedInput()
        .build(new StringReader(new String(notification.body(), StandardCharsets.UTF_8)));
  }

  private static Optional<Notification> distribute(FeedContent content, ViewItem... items) {
    return content.notification(Stream.of(items).map(item -> event("published", item)).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "/feed.rss           , application/rss+xml;charset=UTF-8",
    "/feed               , application/rss+xml;charset=UTF-8",
    "/feed.atom?limit=3  , application/atom+xml;charset=UTF-8",
    "/feed.json?source=harbour&a=b, application/feed+json",
  })
  void haveTheTypeOfTheFeedAndLinksToTheHubAndTheTopic(String target, String type) {
    Notification notification = distribute(content(target), put(1, "One")).orElseThrow();

    assertThat(notification.headers())
        .containsEntry("Content-Type", type)
        .containsEntry(
            "Link",
            "<http://news.example:8080/hub>; rel=\"hub\", <http://news.example:8080%s>; rel=\"self\""
                .formatted(target));
  }

  /** In the spelling of the subscriber, which is not the canonical one. */
  @Test
  void areTheFeedWithTheNewItemsAlone() throws Exception {
    put(3, "Known");
    String target = "/feed.atom?x=y&limit=5&source=harbour";

    SyndFeed feed = read(distribute(content(target), put(2, "One"), put(1, "Two")).orElseThrow());

    assertThat(feed.getEntries()).extracting(SyndEntry::getTitle).containsExactly("Two", "One");
    assertThat(feed.getLinks())
        .filteredOn(link -> link.getRel().equals("self"))
        .singleElement()
        .satisfies(self -> assertThat(self.getHref()).isEqualTo(BASE + target));
  }

  @Test
  void showTheNewestRevisionOnce() throws Exception {
    ViewItem first = put(1, "Before");
    ViewItem second = put(1, "After");

    SyndFeed feed = read(distribute(content("/feed.rss"), first, second).orElseThrow());

    assertThat(feed.getEntries()).extracting(SyndEntry::getTitle).containsExactly("After");
  }

  @Test
  void showAnItemThatTheViewNoLongerHoldsAsItWas() throws Exception {
    ViewItem evicted = SampleItems.held(SampleItems.item(1, "Evicted"));

    SyndFeed feed = read(distribute(content("/feed.rss"), evicted).orElseThrow());

    assertThat(feed.getEntries()).extracting(SyndEntry::getTitle).containsExactly("Evicted");
  }

  @Test
  void areNoneOfWithdrawnItems() {
    ViewItem gone = put(1, "Gone");
    Timelines.withdraw(timeline, gone.id());

    assertThat(distribute(content("/feed.json"), gone)).isEmpty();
  }

  @Test
  void areNoneOfAnItemThatIsNoLongerSelected() {
    ViewItem first = put(1, "Ferry");
    put(1, "Tram");

    assertThat(distribute(content("/feed.json?q=title:ferry"), first)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/feed.atom               , true",
    "/feed.atom?source=harbour, true",
    "/feed.atom?source=canal  , false",
    "/feed.rss                , false",
    "/feed.json               , false",
  })
  void listWithdrawnItemsWhereTheFeedDoes(String target, boolean listed) {
    ViewItem gone = put(1, "Gone");
    Timelines.withdraw(timeline, gone.id(), SampleItems.NOON);
    HubEvent event = new HubEvent(0, 2, "withdrawn", SampleItems.NOON, gone.id(), null);
    FeedContent content = content(target);

    assertThat(content.concerns(event)).isEqualTo(listed);
    assertThat(
            content.notification(List.of(event)).stream()
                .map(news -> new String(news.body(), StandardCharsets.UTF_8)))
        .hasSize(listed ? 1 : 0)
        .allSatisfy(
            body -> assertThat(body).contains("deleted-entry ref=\"%s\"".formatted(gone.id())));
  }

  @ParameterizedTest
  @CsvSource({
    "/feed.rss                    , published , true",
    "/feed.rss?q=title:ferry      , published , true",
    "/feed.rss?q=title:tram       , published , false",
    "/feed.rss?source=harbour     , updated   , true",
    "/feed.rss?source=elsewhere   , updated   , false",
    "/feed.rss                    , duplicated, false",
    "/feed.atom                   , duplicated, false",
    "/feed.json                   , duplicated, true",
    "/feed.rss?source=harbour     , duplicated, false",
    "/feed.rss?source=canal       , duplicated, false",
    "/feed.rss?source=latest      , duplicated, true",
    "/feed.atom?q=source:latest   , duplicated, true",
    "/feed.atom?q=source:elsewhere, duplicated, false",
  })
  void areOfEventsThatChangeTheDocument(String target, String type, boolean concerned) {
    ViewItem item = put(1, "Ferry", "harbour", "canal", "latest");

    assertThat(content(target).concerns(event(type, item))).isEqualTo(concerned);
  }

  @Test
  void haveAsManyItemsAsADocument() {
    assertThat(content("/feed.rss").most()).isEqualTo(50);
  }
}
