package news.rendezvous.launch;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Histogram buckets of timers, in one place: the alert rules and the dashboard compute quantiles
 * over all replicas, which only histograms allow.
 */
final class LatencyBuckets {

  /** Within one request: the network dominates. */
  private static final double[] POLL = {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 60};

  /** Between two threads or processes: mostly milliseconds, and minutes after an outage. */
  private static final double[] TRANSIT = {
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600
  };

  private static final Map<String, double[]> SECONDS =
      Map.of(
          "rendezvous.poll.duration", POLL,
          "rendezvous.entry.to.item", TRANSIT,
          "rendezvous.item.to.stream", TRANSIT,
          "rendezvous.hub.delivery", TRANSIT);

  private static final class Histograms implements MeterFilter {

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
      double[] seconds = SECONDS.get(id.getName());
      return seconds == null
          ? config
          : DistributionStatisticConfig.builder()
              .serviceLevelObjectives(nanos(seconds))
              .build()
              .merge(config);
    }

    private static double[] nanos(double[] seconds) {
      return DoubleStream.of(seconds).map(s -> s * Duration.ofSeconds(1).toNanos()).toArray();
    }
  }

  @Produces
  @Singleton
  static MeterFilter histograms() {
    return new Histograms();
  }
}
