package news.rendezvous.poll;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import news.rendezvous.fetch.HostKey;
import news.rendezvous.fetch.RequestScheduler;
import org.jspecify.annotations.Nullable;

/**
 * How the sources of this replica fare: written by the loop, read by whoever scrapes, so that a
 * loop that is stuck shows too. Times are readings of {@link System#nanoTime}.
 */
@ApplicationScoped
class PollGauges {

  /**
   * A source of this replica.
   *
   * @param dueAt when it is to be polled; null while it is, and where it never is
   */
  private record Member(SourceStatus status, HostKey host, @Nullable Long dueAt) {}

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

  /** A source and when it is to be polled. */
  void planned(String id, SourceStatus status, HostKey host, long at) {
    members.put(id, new Member(status, host, at));
  }

  /** A source that is not to be polled until somebody changes it. */
  void idle(String id, SourceStatus status, HostKey host) {
    members.put(id, new Member(status, host, null));
  }

  void began(String id) {
    members.computeIfPresent(id, (x, member) -> new Member(member.status(), member.host(), null));
  }

  /** A source that is no longer this replica's. */
  void left(String id) {
    members.remove(id);
  }

  /** The host of a source of this replica. */
  Optional<HostKey> host(String id) {
    return Optional.ofNullable(members.get(id)).map(Member::host);
  }

  long count(SourceStatus status) {
    return members.values().stream().filter(member -> member.status() == status).count();
  }

  /** Nanoseconds by which the most overdue source is late; 0 where none is. */
  long overdue(long now) {
    return members.values().stream().mapToLong(member -> late(member, now)).max().orElse(0);
  }

  private long late(Member member, long now) {
    if (member.dueAt() == null) {
      return 0;
    }
    // A host that is left alone because it asked for it makes nobody late.
    return Math.max(0, now - Math.max(member.dueAt(), requests.heldUntil(member.host())));
  }
}
