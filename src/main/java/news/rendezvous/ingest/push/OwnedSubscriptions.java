package news.rendezvous.ingest.push;

import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import news.rendezvous.kafka.client.WriteRetry;
import news.rendezvous.source.SourceRegistry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions of the sources that this replica owns, with read-your-writes consistency: a written
 * row counts here before it has been read from its topic. Confined to the thread of the subscriber.
 */
final class OwnedSubscriptions {

  private static final Logger LOG = Logger.getLogger("news.rendezvous.push");

  private final PushSubscriptions stored;
  private final SourceRegistry sources;
  private final Executor thread;
  private final Consumer<String> onWritten;
  private final Map<String, PushSubscription> writing = new HashMap<>();
  private volatile @Nullable SourceOwnership ownership;

  /**
   * Subscriptions of no source, until {@link #own}.
   *
   * @param onWritten receives the id of a source whose row was written
   */
  OwnedSubscriptions(
      PushSubscriptions stored,
      SourceRegistry sources,
      Executor thread,
      Consumer<String> onWritten) {
    this.stored = stored;
    this.sources = sources;
    this.thread = thread;
    this.onWritten = onWritten;
  }

  void own(SourceOwnership owned) {
    ownership = owned;
  }

  boolean owns(String id) {
    SourceOwnership owned = ownership;
    return owned != null && owned.owns(id);
  }

  // Of a deleted source by its partition.
  private boolean isInPartitions(String id) {
    SourceOwnership owned = ownership;
    return owned != null && stored.isIn(owned.partitions(), id);
  }

  private boolean mayWrite(String id) {
    return owns(id) || isInPartitions(id);
  }

  /** The subscription of a source, owned or not. */
  Optional<PushSubscription> find(String id) {
    PushSubscription written = writing.get(id);
    return written == null ? stored.find(id) : Optional.of(written);
  }

  /** The subscription of a source, which may be deleted, if it is this replica that writes it. */
  @Nullable PushSubscription writable(String id) {
    return mayWrite(id) ? find(id).orElse(null) : null;
  }

  /** The subscription that this replica has to end, since its source was deleted. */
  Optional<PushSubscription> orphan(String id) {
    return sources.find(id).isEmpty() && isInPartitions(id) ? find(id) : Optional.empty();
  }

  boolean isWriting(String id) {
    return writing.containsKey(id);
  }

  @SuppressWarnings("ReferenceEquality") // a later write has replaced it
  void write(String id, PushSubscription next) {
    writing.put(id, next);
    WriteRetry.untilTaken(Uni.createFrom().deferred(() -> put(id, next)))
        .subscribe()
        .with(
            done -> thread.execute(() -> written(id, next)),
            failure -> {
              LOG.errorf(failure, "Subscription not stored: source=%s", id);
              thread.execute(() -> written(id, next));
            });
  }

  private Uni<Void> put(String id, PushSubscription next) {
    Optional<Integer> partition = sources.partition(id);
    if (!mayWrite(id)) {
      return Uni.createFrom().voidItem(); // the new owner decides
    }
    return partition.isPresent() ? stored.put(id, next, partition.get()) : stored.put(id, next);
  }

  @SuppressWarnings("ReferenceEquality")
  private void written(String id, PushSubscription next) {
    if (writing.get(id) == next) {
      writing.remove(id);
      onWritten.accept(id);
    }
  }

  /** Removes the rows of a source. */
  void remove(String id) {
    WriteRetry.untilTaken(
            Uni.createFrom()
                .deferred(() -> mayWrite(id) ? stored.remove(id) : Uni.createFrom().voidItem()))
        .subscribe()
        .with(
            done -> LOG.debugf("Ended subscription removed: source=%s", id),
            failure -> LOG.errorf(failure, "Ended subscription not removed: source=%s", id));
  }
}
