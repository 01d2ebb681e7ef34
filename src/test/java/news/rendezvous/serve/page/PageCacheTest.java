package news.rendezvous.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import news.rendezvous.serve.http.Representation;
import news.rendezvous.serve.page.layout.PageLanguage;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.Timelines;
import org.junit.jupiter.api.Test;

class PageCacheTest {

  private static final URI ASKED = URI.create("https://news.example.org/?q=quay");

  private final AtomicLong views = new AtomicLong();
  private final Timeline timeline = Timelines.empty(InstantSource.system());
  private final PageCache pages = new PageCache(timeline, views::get);

  private static Supplier<Representation> page(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return () -> new Representation(bytes, "text/html");
  }

  @Test
  void cachesAPageWhileTheTimelineIsUnchanged() {
    Representation first = pages.page(ASKED, PageLanguage.ENGLISH, page("first"));

    Representation again = pages.page(ASKED, PageLanguage.ENGLISH, page("second"));

    assertThat(again).isSameAs(first);
  }

  @Test
  void rendersAgainAfterAChangeOfTheTimeline() {
    Representation first = pages.page(ASKED, PageLanguage.ENGLISH, page("first"));
    Timelines.put(
        timeline,
        Timelines.held(TestStories.plain("quay", 1, "New"), InstantSource.system().instant()));

    Representation again = pages.page(ASKED, PageLanguage.ENGLISH, page("second"));

    assertThat(again).isNotSameAs(first);
  }

  @Test
  void rendersAgainAfterAChangeOfAView() {
    Representation first = pages.page(ASKED, PageLanguage.ENGLISH, page("first"));
    views.incrementAndGet();

    Representation again = pages.page(ASKED, PageLanguage.ENGLISH, page("second"));

    assertThat(again).isNotSameAs(first);
  }

  @Test
  void cachesByUri() {
    Representation first = pages.page(ASKED, PageLanguage.ENGLISH, page("first"));

    Representation other =
        pages.page(URI.create("https://news.example.org/"), PageLanguage.ENGLISH, page("second"));

    assertThat(other).isNotSameAs(first);
  }

  @Test
  void cachesByLanguage() {
    Representation first = pages.page(ASKED, PageLanguage.ENGLISH, page("first"));

    Representation other = pages.page(ASKED, PageLanguage.CHINESE, page("second"));

    assertThat(other).isNotSameAs(first);
  }
}
