package news.rendezvous.serve.hub.delivery.loop;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import news.rendezvous.serve.hub.delivery.loop.OwnedSubscriber.Phase;

/**
 * Partitions that are being lost: requests under way have a short time to end, then positions are
 * written and the subscribers leave. Confined to the thread of the loop.
 */
final class PartitionReleases {

  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

  private record Release(
      Set<Integer> partitions,
      Set<OwnedSubscriber> open,
      long deadline,
      CompletableFuture<Void> done) {}

  private final OwnedSubscribers subscribers;
  private final RowWriter writer;
  private final Consumer<Set<Integer>> left;
  private final List<Release> releases = new ArrayList<>();

  /**
   * No releases.
   *
   * @param left receives partitions whose subscribers have left
   */
  PartitionReleases(OwnedSubscribers subscribers, RowWriter writer, Consumer<Set<Integer>> left) {
    this.subscribers = subscribers;
    this.writer = writer;
    this.left = left;
  }

  /** Begins to release partitions. Completes when the positions have been written. */
  CompletableFuture<Void> begin(Set<Integer> partitions, long now) {
    Set<OwnedSubscriber> open = new LinkedHashSet<>();
    subscribers.in(partitions).filter(one -> one.phase == Phase.BUSY).forEach(open::add);
    Release release =
        new Release(Set.copyOf(partitions), open, now + DRAIN_NANOS, new CompletableFuture<>());
    releases.add(release);
    finishDue(now);
    return release.done();
  }

  /** The turn of a subscriber has ended. */
  void ended(OwnedSubscriber subscriber) {
    releases.forEach(release -> release.open().remove(subscriber));
  }

  /** Ends the releases that nothing is under way for, or that have waited long enough. */
  void finishDue(long now) {
    for (Release release : List.copyOf(releases)) {
      if (release.open().isEmpty() || now - release.deadline() >= 0) {
        releases.remove(release);
        finish(release);
      }
    }
  }

  private void finish(Release release) {
    List<OwnedSubscriber> leaving = subscribers.in(release.partitions()).toList();
    CompletableFuture<Void> written = writer.writeLast(leaving.stream());
    leaving.forEach(subscribers::remove);
    left.accept(release.partitions());
    var unused = written.thenAccept(release.done()::complete);
  }

  /** The next deadline; empty while nothing is released. */
  OptionalLong deadline() {
    return releases.stream().mapToLong(Release::deadline).min();
  }
}
