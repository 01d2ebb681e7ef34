package news.rendezvous.serve.page.sources;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import news.rendezvous.ingest.poll.SourceSummary;
import news.rendezvous.ingest.poll.schedule.PollPlan;
import org.jspecify.annotations.Nullable;

/**
 * Facts about a source that the table sorts, filters and counts by.
 *
 * @param id the source's id
 * @param name its title, else its id
 * @param state its status
 * @param lastSuccess time of its last successful poll; null for none
 * @param latency time that a poll takes; null before the first one
 * @param storiesPerDay new and changed stories; null while unknown
 * @param next time of its next poll; null for none, or as soon as possible
 */
record SourceHealth(
    String id,
    String name,
    StatusLabel state,
    @Nullable Instant lastSuccess,
    @Nullable Duration latency,
    @Nullable Double storiesPerDay,
    @Nullable Instant next) {

  static SourceHealth of(SourceSummary source) {
    OptionalDouble storiesPerDay = source.storiesPerDay();
    return new SourceHealth(
        source.id(),
        source.name(),
        StatusLabel.of(source),
        source.history().lastSuccess(),
        source.history().latency().orElse(null),
        storiesPerDay.isEmpty() ? null : storiesPerDay.getAsDouble(),
        source.plan().map(PollPlan::next).orElse(null));
  }

  /** Sort key of its last success: without any, before all others. */
  Instant lastSuccessOrNever() {
    return lastSuccess == null ? Instant.MIN : lastSuccess;
  }

  /** Sort key of its next poll: the first one is due; null for none. */
  @Nullable Instant due() {
    return state == StatusLabel.WAITING ? Instant.MIN : next;
  }

  /** True if its name or id contains a text, ignoring case. */
  boolean isCalled(String text) {
    String part = text.strip().toLowerCase(Locale.ROOT);
    return name.toLowerCase(Locale.ROOT).contains(part)
        || id.toLowerCase(Locale.ROOT).contains(part);
  }
}
