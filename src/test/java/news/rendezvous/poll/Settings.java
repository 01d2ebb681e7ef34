package news.rendezvous.poll;

import io.quarkus.runtime.configuration.MemorySize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.OptionalInt;

/** The configuration of polls for tests. */
record Settings(
    Duration interval, Duration minInterval, Duration maxInterval, int adaptation, int maxRepair)
    implements PollConfig {

  static final Settings DEFAULT =
      new Settings(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofDays(1), 12, 10);

  @Override
  public Duration moveAfter() {
    return Duration.ofHours(24);
  }

  @Override
  public int maxBackfill() {
    return 100;
  }

  @Override
  public int concurrency() {
    return 64;
  }

  @Override
  public OptionalInt readers() {
    return OptionalInt.empty();
  }

  @Override
  public int maxSeen() {
    return 5000;
  }

  @Override
  public int seenFactor() {
    return 5;
  }

  @Override
  public Duration sessionTimeout() {
    return Duration.ofSeconds(10);
  }

  @Override
  public MemorySize maxEntrySize() {
    return new MemorySize(BigInteger.valueOf(768 * 1024));
  }
}
