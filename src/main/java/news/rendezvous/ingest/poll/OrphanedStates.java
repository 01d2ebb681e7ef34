package news.rendezvous.ingest.poll;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.kafka.client.WriteRetry;
import news.rendezvous.source.SourceRegistry;
import org.jboss.logging.Logger;

/**
 * Removes the poll states of deleted sources. Definitions and states are in two topics without a
 * common order: a poll that ends while another replica deletes its source may write its state after
 * the tombstone. So the two tables are compared after each change of either, and when partitions
 * are gained. Only the owner of the partition removes a state.
 */
final class OrphanedStates {

  private static final Logger LOG = Logger.getLogger(OrphanedStates.class);

  private final SourceRegistry sources;
  private final PollStates states;
  private final Supplier<Set<Integer>> owned;

  /**
   * The comparison of two tables that have been read.
   *
   * @param owned partitions of the sources topic that this replica owns
   */
  OrphanedStates(SourceRegistry sources, PollStates states, Supplier<Set<Integer>> owned) {
    this.sources = sources;
    this.states = states;
    this.owned = owned;
  }

  /** Removes the states of all sources that are deleted. */
  void removeAll() {
    List.copyOf(states.ids()).forEach(this::removeIfOrphaned);
  }

  /** Removes the state of a source if the source is deleted. */
  void removeIfOrphaned(String id) {
    if (isOrphaned(id)) {
      WriteRetry.untilTaken(
              Uni.createFrom()
                  .deferred(() -> isOrphaned(id) ? remove(id) : Uni.createFrom().voidItem()))
          .subscribe()
          .with(
              done -> {},
              failure -> LOG.errorf(failure, "Poll state of deleted source %s not removed", id));
    }
  }

  private Uni<Void> remove(String id) {
    return states
        .remove(id)
        .invoke(() -> LOG.debugf("Poll state removed, its source is deleted: source=%s", id));
  }

  private boolean isOrphaned(String id) {
    return !sources.ids().contains(id) && states.isIn(owned.get(), id);
  }
}
