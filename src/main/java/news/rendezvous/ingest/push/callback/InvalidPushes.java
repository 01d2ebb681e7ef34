package news.rendezvous.ingest.push.callback;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Rate limiter of invalid pushes: a fixed window of a minute for each callback. */
final class InvalidPushes {

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_CALLBACKS = 10_000;

  private final int most;
  private final InstantSource clock;
  private final Cache<String, Window> windows =
      Caffeine.newBuilder().maximumSize(MAX_CALLBACKS).build();

  InvalidPushes(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  private record Window(Instant end, AtomicInteger count) {}

  boolean isExceeded(String callback) {
    Window window = windows.getIfPresent(callback);
    return window != null && window.end().isAfter(clock.instant()) && window.count().get() >= most;
  }

  void count(String callback) {
    Instant now = clock.instant();
    windows
        .asMap()
        .compute(
            callback,
            (id, window) ->
                window == null || !window.end().isAfter(now)
                    ? new Window(now.plus(WINDOW), new AtomicInteger())
                    : window)
        .count()
        .incrementAndGet();
  }
}
