package news.rendezvous.serve.hub.delivery.loop;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.serve.hub.delivery.Subscriber;
import news.rendezvous.serve.hub.delivery.SubscriberStore;
import org.jboss.logging.Logger;

/**
 * Writes what was delivered, one write at a time for each subscriber. What Kafka does not take is
 * written again with the next sweep. Confined to the thread of the loop.
 */
final class RowWriter {

  private static final Logger LOG = Logger.getLogger(RowWriter.class);

  private final SubscriberStore store;
  private final Executor loop;
  private final BackgroundTask health;
  private final DeliveryClocks clocks;

  RowWriter(SubscriberStore store, Executor loop, BackgroundTask health, DeliveryClocks clocks) {
    this.store = store;
    this.loop = loop;
    this.health = health;
    this.clocks = clocks;
    health.running();
  }

  /** Writes position and state, unless the row has them or a write is under way. */
  void write(OwnedSubscriber subscriber) {
    subscriber.changed = true;
    if (subscriber.writing || !subscriber.isServed()) {
      return;
    }
    subscriber.changed = false;
    subscriber.writtenAt = clocks.now();
    subscriber.writtenPosition = subscriber.place.position().toString();
    subscriber.writtenState = subscriber.state;
    if (subscriber.row.position().equals(subscriber.writtenPosition)
        && subscriber.row.state().equals(subscriber.writtenState)) {
      return;
    }
    subscriber.writing = true;
    store
        .progress(subscriber.id(), subscriber.writtenPosition, subscriber.writtenState)
        .subscribe()
        .with(
            done -> loop.execute(() -> written(subscriber)),
            failure -> loop.execute(() -> notWritten(subscriber, failure)));
  }

  /** Removes a row. */
  void remove(OwnedSubscriber subscriber) {
    subscriber.changed = false;
    subscriber.writing = true;
    store
        .remove(subscriber.id())
        .subscribe()
        .with(
            done -> loop.execute(() -> written(subscriber)),
            failure -> loop.execute(() -> notWritten(subscriber, failure)));
  }

  private void written(OwnedSubscriber subscriber) {
    subscriber.writing = false;
    health.running();
  }

  private void notWritten(OwnedSubscriber subscriber, Throwable failure) {
    subscriber.writing = false;
    subscriber.changed = true;
    health.failing(failure);
  }

  /** Writes a row that was renewed while it was being removed. */
  void restore(Subscriber renewed) {
    store
        .restore(renewed)
        .subscribe()
        .with(
            done -> LOG.debugf("Renewed while it was removed: id=%s", renewed.id()),
            failure ->
                LOG.warnf(
                    "A renewed subscription was lost: id=%s reason=%s",
                    renewed.id(), failure.getMessage()));
  }

  /** Writes what is not written yet, at a hand-over; completes in any case. */
  CompletableFuture<Void> writeLast(Stream<OwnedSubscriber> subscribers) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    List<Uni<Void>> writes =
        subscribers.filter(RowWriter::isUnwritten).map(this::lastWrite).toList();
    Uni<?> all =
        writes.isEmpty()
            ? Uni.createFrom().voidItem()
            : Uni.join().all(writes).andCollectFailures();
    all.subscribe()
        .with(
            done -> end.complete(null),
            failure -> {
              LOG.warnf("Positions were not written at a hand-over: %s", failure.getMessage());
              end.complete(null);
            });
    return end;
  }

  private static boolean isUnwritten(OwnedSubscriber subscriber) {
    return subscriber.isServed()
        && (subscriber.changed
            || subscriber.writing
            || !subscriber.place.position().toString().equals(subscriber.writtenPosition));
  }

  private Uni<Void> lastWrite(OwnedSubscriber subscriber) {
    return store.progress(
        subscriber.id(), subscriber.place.position().toString(), subscriber.state);
  }
}
