package news.rendezvous.serve.page.sources;

import java.util.ArrayList;
import java.util.List;
import news.rendezvous.ingest.poll.state.PollHistory.Poll;
import news.rendezvous.serve.page.layout.DisplayTime;
import news.rendezvous.source.PollOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Polls in a row that failed for the same reason.
 *
 * @param outcome of these polls
 * @param error the reason; null where the history has no room for it
 * @param polls number of these polls
 * @param begin time of the first one
 * @param end time of the poll that ended them; null while they last
 */
record FailureRun(
    PollOutcome outcome,
    @Nullable String error,
    int polls,
    DisplayTime begin,
    @Nullable DisplayTime end) {

  /** The failures of a history, newest first. */
  static List<FailureRun> of(List<Poll> newestFirst) {
    List<FailureRun> runs = new ArrayList<>();
    int polls = 0;
    for (int n = 0; n < newestFirst.size(); n++) {
      Poll poll = newestFirst.get(n);
      polls++;
      boolean ends = n + 1 == newestFirst.size() || !isSame(poll, newestFirst.get(n + 1));
      if (ends) {
        int newer = n - polls;
        if (!poll.outcome().isSuccess()) {
          runs.add(
              new FailureRun(
                  poll.outcome(),
                  SourceRows.withoutSecrets(newestFirst.get(n + 1 - polls).error()),
                  polls,
                  DisplayTime.of(poll.at()),
                  newer < 0 ? null : DisplayTime.of(newestFirst.get(newer).at())));
        }
        polls = 0;
      }
    }
    return runs;
  }

  // Errors may have figures that differ from poll to poll.
  private static boolean isSame(Poll a, Poll b) {
    return a.outcome() == b.outcome()
        && (a.status() == null ? b.status() == null : a.status().equals(b.status()));
  }
}
