package news.rendezvous.ingest.fetch.politeness;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import news.rendezvous.ingest.fetch.FetchSettings;
import org.jspecify.annotations.Nullable;

/** Clock of request schedulers in tests, which the test advances. */
public final class RequestClock {

  private static final Vertx VERTX = Vertx.vertx();

  private long now;
  private long at;
  private @Nullable Runnable alarm;

  /** A scheduler on this clock. */
  public RequestScheduler scheduler(int perHost, long gap) {
    return new RequestScheduler(perHost, gap, this::now, this::set);
  }

  /** A scheduler on the system's clock, for tests of its clients. */
  public static RequestScheduler running(int perHost, String gap) {
    return new RequestScheduler(
        FetchSettings.of("per-host-concurrency", String.valueOf(perHost), "per-host-gap", gap),
        new SimpleMeterRegistry(),
        VERTX);
  }

  public long now() {
    return now;
  }

  private void set(Runnable ring, long nanos) {
    at = now + nanos;
    alarm = ring;
  }

  /** Advances the clock and runs the due timer. */
  public void passTo(long time) {
    now = Math.max(now, time);
    Runnable ring = alarm;
    while (ring != null && at <= now) {
      alarm = null;
      ring.run();
      ring = alarm;
    }
  }
}
