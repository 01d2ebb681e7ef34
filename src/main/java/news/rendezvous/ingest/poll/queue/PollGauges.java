package news.rendezvous.ingest.poll.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.state.SourceStatus;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of the sources of this replica. Written by the thread of the scheduler and read by others,
 * so that {@code rendezvous.poll.overdue} grows if that thread is stuck. Times are readings of
 * {@link System#nanoTime}.
 */
@ApplicationScoped
public class PollGauges {

  /** A source of this replica; {@code host} is null while it is polled and if it is disabled. */
  private record Member(SourceStatus status, @Nullable HostKey host, long dueAt) {}

  private final Map<String, Member> members = new ConcurrentHashMap<>();
  private final RequestScheduler requests;

  @Inject
  PollGauges(RequestScheduler requests, MeterRegistry metrics) {
    this.requests = requests;
    for (SourceStatus status : SourceStatus.values()) {
      Gauge.builder("rendezvous.sources", () -> count(status))
          .description("Sources of this replica by status")
          .tag("status", status.name().toLowerCase(Locale.ROOT))
          .register(metrics);
    }
    TimeGauge.builder(
            "rendezvous.poll.overdue", () -> overdue(System.nanoTime()), TimeUnit.NANOSECONDS)
        .description("How late the most overdue source of this replica is")
        .register(metrics);
  }

  void scheduled(String id, SourceStatus status, HostKey host, long dueAt) {
    members.put(id, new Member(status, host, dueAt));
  }

  void disabled(String id) {
    members.put(id, new Member(SourceStatus.DISABLED, null, 0));
  }

  void started(String id) {
    members.computeIfPresent(id, (same, member) -> new Member(member.status(), null, 0));
  }

  /** Another replica owns the source, or it was deleted. */
  void removed(String id) {
    members.remove(id);
  }

  long count(SourceStatus status) {
    return members.values().stream().filter(member -> member.status() == status).count();
  }

  /** Nanoseconds by which the most overdue source is late; 0 if none is. */
  long overdue(long now) {
    return members.values().stream().mapToLong(member -> late(member, now)).max().orElse(0);
  }

  // While its host is on hold (Retry-After) a source is not late.
  private long late(Member member, long now) {
    HostKey host = member.host();
    return host == null ? 0 : Math.max(0, now - Math.max(member.dueAt(), requests.heldUntil(host)));
  }
}
