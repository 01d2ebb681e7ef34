package news.rendezvous.poll;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import news.rendezvous.source.Source;
import org.jboss.logging.Logger;

/** What is said of polls: one line where there is something to say, and a counter for each. */
@ApplicationScoped
class PollLog {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.poll");

  private final MeterRegistry metrics;

  @Inject
  PollLog(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void polled(Source source, Harvest harvest, PollReport report) {
    String outcome = report.outcome().label();
    metrics.counter("rendezvous.fetch", "outcome", outcome).increment();
    metrics.timer("rendezvous.fetch.duration", "outcome", outcome).record(report.took());
    if (!report.outcome().isSuccess()) {
      LOG.warnf(
          "Poll failed: source=%s outcome=%s bytes=%d ms=%d reason=%s",
          source.id(),
          outcome,
          harvest.transfer().wireBytes(),
          report.took().toMillis(),
          harvest.error());
    } else if (report.changed() > 0) {
      LOG.infof(
          "Poll brought news: source=%s entries=%d changed=%d bytes=%d ms=%d",
          source.id(),
          report.entries(),
          report.changed(),
          harvest.transfer().wireBytes(),
          report.took().toMillis());
    }
  }

  void moved(Source source, URI to) {
    LOG.infof("Source moved for good: source=%s from=%s to=%s", source.id(), source.url(), to);
  }
}
