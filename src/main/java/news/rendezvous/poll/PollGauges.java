package news.rendezvous.poll;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
  private record Member(SourceStatus status, String host, @Nullable Long dueAt) {}

  private final Map<String, Member> members = new ConcurrentHashMap<>();
  private final Map<String, Long> holds = new ConcurrentHashMap<>();

  @Inject
  PollGauges(MeterRegistry metrics) {
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
  void planned(String id, SourceStatus status, String host, long at) {
    members.put(id, new Member(status, host, at));
  }

  /** A source that is not to be polled until somebody changes it. */
  void idle(String id, SourceStatus status, String host) {
    members.put(id, new Member(status, host, null));
  }

  void began(String id) {
    members.computeIfPresent(id, (x, member) -> new Member(member.status(), member.host(), null));
  }

  /** A source that is no longer this replica's. */
  void left(String id) {
    members.remove(id);
  }

  /** A host that is left alone, which makes nobody late. */
  void held(String host, long until, long now) {
    holds.values().removeIf(past -> past < now);
    holds.merge(host, until, Math::max);
  }

  /** Nanoseconds for which a source's host is left alone; 0 where it is not. */
  long heldFor(String id, long now) {
    Member member = members.get(id);
    Long until = member == null ? null : holds.get(member.host());
    return until == null ? 0 : Math.max(0, until - now);
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
    long due = Math.max(member.dueAt(), holds.getOrDefault(member.host(), member.dueAt()));
    return Math.max(0, now - due);
  }
}
