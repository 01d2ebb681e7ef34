package news.rendezvous.poll;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who waits for the end of which poll. Of one thread. */
final class Askers {

  private final Map<String, List<UniEmitter<? super PollAnswer>>> waiting = new HashMap<>();

  void add(String sourceId, UniEmitter<? super PollAnswer> asker) {
    waiting.computeIfAbsent(sourceId, x -> new ArrayList<>()).add(asker);
  }

  /** Whether somebody waits for a source. */
  boolean await(String sourceId) {
    return waiting.containsKey(sourceId);
  }

  /** Answers all who wait for a source. */
  void answer(String sourceId, PollAnswer answer) {
    List<UniEmitter<? super PollAnswer>> askers = waiting.remove(sourceId);
    if (askers != null) {
      askers.forEach(asker -> asker.complete(answer));
    }
  }
}
