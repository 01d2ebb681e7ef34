package news.rendezvous.ingest.poll.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.state.SourceStatus;
import org.jspecify.annotations.Nullable;

/**
 * Gauges of the sources of this replica. Written by the thread of the scheduler and read by others,
 * so that {@code rendezvous.poll.overdue} grows if that thread is stuck. Times are readings of
 * {@link System#nanoTime}. Counts are kept and sources sorted by due time, so that a scrape does
 * not go through all of them.
 */
@ApplicationScoped
public class PollGauges {

  /** A source of this replica; {@code host} is null while it is polled and if it is disabled. */
  private record Member(String id, SourceStatus status, @Nullable HostKey host, long dueAt) {}

  /** Confined to the thread of the scheduler. */
  private final Map<String, Member> members = new HashMap<>();

  private final AtomicLongArray counts = new AtomicLongArray(SourceStatus.values().length);
  private final NavigableSet<Member> waiting =
      new ConcurrentSkipListSet<>(
          Comparator.comparingLong(Member::dueAt).thenComparing(Member::id));
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
    replace(id, new Member(id, status, host, dueAt));
  }

  void disabled(String id) {
    replace(id, new Member(id, SourceStatus.DISABLED, null, 0));
  }

  void started(String id) {
    Member member = members.get(id);
    if (member != null) {
      replace(id, new Member(id, member.status(), null, 0));
    }
  }

  /** Another replica owns the source, or it was deleted. */
  void removed(String id) {
    replace(id, null);
  }

  private void replace(String id, @Nullable Member next) {
    Member before = next == null ? members.remove(id) : members.put(id, next);
    if (before != null) {
      count(before, -1);
      if (before.host() != null) {
        waiting.remove(before);
      }
    }
    if (next != null) {
      count(next, 1);
      if (next.host() != null) {
        waiting.add(next);
      }
    }
  }

  @SuppressWarnings("EnumOrdinal") // an index, which is not stored
  private void count(Member member, int difference) {
    counts.addAndGet(member.status().ordinal(), difference);
  }

  @SuppressWarnings("EnumOrdinal")
  long count(SourceStatus status) {
    return counts.get(status.ordinal());
  }

  /** Nanoseconds by which the most overdue source is late; 0 if none is. */
  long overdue(long now) {
    long most = 0;
    for (Member member : waiting) {
      if (now - member.dueAt() <= most) {
        break; // the others are due later still
      }
      most = Math.max(most, late(member, now));
    }
    return most;
  }

  // While its host is on hold (Retry-After) a source is not late.
  private long late(Member member, long now) {
    HostKey host = member.host();
    return host == null ? 0 : Math.max(0, now - Math.max(member.dueAt(), requests.heldUntil(host)));
  }
}
