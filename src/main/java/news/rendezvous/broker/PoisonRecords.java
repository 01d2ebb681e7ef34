package news.rendezvous.broker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** Counts records that cannot be read and names each in the log once; the stream goes on. */
@ApplicationScoped
public class PoisonRecords {

  private static final Logger LOG = Logger.getLogger(PoisonRecords.class);

  private final MeterRegistry metrics;

  @Inject
  public PoisonRecords(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  /** Sets a record aside. */
  public void setAside(String topic, int partition, long offset, Exception why) {
    Counter.builder("rendezvous.poison.records")
        .description("Records set aside because they cannot be read")
        .tag("topic", topic)
        .register(metrics)
        .increment();
    LOG.warnf(
        "Record set aside, it cannot be read: topic=%s partition=%d offset=%d reason=%s",
        topic, partition, offset, why.getMessage());
  }
}
