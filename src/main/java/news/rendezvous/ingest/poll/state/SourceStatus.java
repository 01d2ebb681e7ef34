package news.rendezvous.ingest.poll.state;

import news.rendezvous.source.PollOutcome;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/** Status of a source. */
public enum SourceStatus {
  ACTIVE,
  FAILING,
  GONE,
  DISABLED;

  /** Derives the status; {@code state} is null before the end of the first poll. */
  public static SourceStatus of(Source source, @Nullable PollState state) {
    if (!source.enabled() || (state != null && state.plan().next() == null)) {
      return DISABLED;
    }
    if (state == null || state.health().failures() == 0) {
      return ACTIVE;
    }
    return state.health().outcome() == PollOutcome.GONE ? GONE : FAILING;
  }
}
