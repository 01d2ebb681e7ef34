package news.rendezvous.ingest.icon;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.source.Source;
import org.junit.jupiter.api.Test;

class IconCacheTest {

  private static final String FEED = "https://pier.example/feed";
  private static final SourceSummary PIER =
      IconSettings.source(FEED, "https://pier.example/", null);
  private static final Icon ICON = new Icon(ImageType.PNG, new byte[1_000]);

  private final MeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final List<UniEmitter<? super Optional<Icon>>> fetches = new ArrayList<>();
  private final IconCache cache = cache(source -> Uni.createFrom().emitter(fetches::add), Map.of());

  private IconCache cache(
      Function<SourceSummary, Uni<Optional<Icon>>> fetcher, Map<String, String> changes) {
    return new IconCache(fetcher, IconSettings.of(changes), metrics, nanos::get);
  }

  private static UniAssertSubscriber<Optional<Icon>> find(IconCache cache, SourceSummary source) {
    return cache.find(source).subscribe().withSubscriber(UniAssertSubscriber.create());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private double count(String result) {
    return metrics.get("rendezvous.icons").tag("result", result).counter().count();
  }

  @Test
  void fetchesOnceForAllReaders() {
    UniAssertSubscriber<Optional<Icon>> first = find(cache, PIER);
    UniAssertSubscriber<Optional<Icon>> second = find(cache, PIER);
    assertThat(cache.cached(PIER)).isEmpty();
    first.cancel();

    fetches.get(0).complete(Optional.of(ICON));

    second.assertItem(Optional.of(ICON));
    assertThat(cache.cached(PIER)).contains(ICON);
    assertThat(fetches).hasSize(1);
    assertThat(count("found")).isOne();
  }

  @Test
  void fetchesAgainAfterItsTimeToLive() {
    find(cache, PIER);
    fetches.get(0).complete(Optional.of(ICON));

    pass(Duration.ofDays(7).minusSeconds(1));
    find(cache, PIER);
    assertThat(fetches).hasSize(1);
    pass(Duration.ofSeconds(1));
    find(cache, PIER);
    assertThat(fetches).hasSize(2);
  }

  @Test
  void remembersForADayThatThereIsNone() {
    find(cache, PIER);
    fetches.get(0).complete(Optional.empty());

    pass(Duration.ofDays(1).minusSeconds(1));
    find(cache, PIER).assertItem(Optional.empty());
    assertThat(fetches).hasSize(1);
    pass(Duration.ofSeconds(1));
    find(cache, PIER).assertNotTerminated();
    assertThat(fetches).hasSize(2);
    assertThat(count("missing")).isOne();
  }

  @Test
  void doesNotFetchEvictedIconsSoonAgain() {
    List<String> fetched = new ArrayList<>();
    IconCache small =
        cache(
            source -> {
              fetched.add(source.source().url().toString());
              return Uni.createFrom().item(Optional.of(ICON));
            },
            Map.of("memory", "10K"));
    List<SourceSummary> sources =
        IntStream.range(0, 50).mapToObj(n -> IconSettings.source(FEED + n, null, null)).toList();

    sources.forEach(small::cached);
    sources.forEach(small::cached);

    assertThat(fetched).hasSize(50).doesNotHaveDuplicates();
    assertThat(sources.stream().filter(one -> small.cached(one).isPresent()).count())
        .isBetween(1L, 6L);
  }

  @Test
  void fetchesThatOfASourceThatMoved() {
    find(cache, PIER);
    find(cache, IconSettings.source("https://quay.example/feed", "https://pier.example/", null));

    assertThat(fetches).hasSize(2);
  }

  @Test
  void aFeedThatNamesAnotherHomePageAtEachPollCausesNoFurtherRequest() {
    find(cache, PIER);
    find(cache, IconSettings.source(FEED, "https://quay.example/", null))
        .assertItem(Optional.empty());
    find(cache, IconSettings.source(FEED, "https://mole.example/", null))
        .assertItem(Optional.empty());

    assertThat(fetches).hasSize(1);
  }

  @Test
  void hasNoneAfterABug() {
    find(cache, PIER);
    fetches.get(0).fail(new IllegalStateException("of the test"));

    find(cache, PIER).assertItem(Optional.empty());
    assertThat(fetches).hasSize(1);
    assertThat(count("missing")).isOne();
  }

  @Test
  void fetchesNoneOfASourceThatIsPausedOrWasNeverRead() {
    Source paused = IconSettings.read("{'id':'pier','url':'%s'}".formatted(FEED), Source.class);

    assertNone(cache, new SourceSummary(paused, PIER.state()));
    assertNone(cache, new SourceSummary(PIER.source(), null));
    assertNone(cache(source -> never(), Map.of("enabled", "false")), PIER);
    assertThat(fetches).isEmpty();
  }

  private static Uni<Optional<Icon>> never() {
    throw new AssertionError("fetched");
  }

  private static void assertNone(IconCache cache, SourceSummary source) {
    find(cache, source).assertItem(Optional.empty());
    assertThat(cache.cached(source)).isEmpty();
  }
}
