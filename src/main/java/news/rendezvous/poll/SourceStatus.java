package news.rendezvous.poll;

import news.rendezvous.fetch.Outcome;
import news.rendezvous.source.Source;
import org.jspecify.annotations.Nullable;

/** How a source fares, in one word. */
public enum SourceStatus {
  ACTIVE,
  FAILING,
  GONE,
  DISABLED;

  /** The status of a source, from its definition and what polls have learned, if any were made. */
  public static SourceStatus of(Source source, @Nullable PollState state) {
    if (!source.enabled() || (state != null && state.plan().next() == null)) {
      return DISABLED;
    }
    if (state == null || state.health().failures() == 0) {
      return ACTIVE;
    }
    return state.health().outcome() == Outcome.GONE ? GONE : FAILING;
  }
}
