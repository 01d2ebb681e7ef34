package news.rendezvous.ingest.resolve;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;

/** The configuration of the resolver for tests. */
public record ResolveSettings(
    Duration entryTimeout, int maxWaitingPerHost, int maxWaitingPerSource, int maxWaiting)
    implements ResolveConfig {

  public ResolveSettings(Duration entryTimeout) {
    this(entryTimeout, 500, 200, 5000);
  }

  @Override
  public int concurrency() {
    return 16;
  }

  @Override
  public MemorySize maxBody() {
    return new MemorySize(BigInteger.valueOf(524288));
  }

  @Override
  public int maxUrls() {
    return 3;
  }

  @Override
  public int maxUrl() {
    return 200;
  }

  @Override
  public int maxRemembered() {
    return 100;
  }

  @Override
  public Duration rememberResolved() {
    return Duration.ofDays(7);
  }

  @Override
  public Duration rememberAbsent() {
    return Duration.ofDays(1);
  }

  @Override
  public int maxEndPoints() {
    return 3;
  }

  @Override
  public int maxSources() {
    return 2;
  }

  @Override
  public int maxListed() {
    return 50;
  }

  @Override
  public Duration askAbsentFor() {
    return Duration.ofDays(7);
  }

  @Override
  public Duration warnAgain() {
    return Duration.ofHours(1);
  }

  @Override
  public int maxMeteredHosts() {
    return 2;
  }

  @Override
  public Duration backoff() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration maxBackoff() {
    return Duration.ofDays(1);
  }
}
