package news.rendezvous.ingest.poll;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/** The service with short intervals, a clock that can jump, tracing, and icons. */
public class PollingProfile implements QuarkusTestProfile {

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(JumpingClock.class, RecordedSpans.class);
  }

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "rendezvous.poll.min-interval", "50ms",
        "rendezvous.poll.max-entry-size", "32K",
        "rendezvous.icons.enabled", "true",
        "rendezvous.push.patience", "2s",
        "rendezvous.fetch.per-host-concurrency", "1");
  }
}
