package news.rendezvous.ingest.poll;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestKind.RequestLimits;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.ingest.poll.queue.PollCoordinator;
import news.rendezvous.ingest.poll.queue.PollGauges;
import news.rendezvous.ingest.poll.queue.PollQueue;
import news.rendezvous.ingest.poll.queue.WriteRetries;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.ingest.push.PushSubscriber;
import news.rendezvous.ingest.push.SourceOwnership;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.kafka.client.EventLoop;
import news.rendezvous.kafka.topic.CompactedTable.Change;
import news.rendezvous.kafka.topic.ConsumerGroups;
import news.rendezvous.kafka.topic.PartitionAssignment;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Scheduler of the polls of this replica. Gained and lost partitions, changed sources, manual
 * requests, granted permits, completed polls and due times are events of one {@link EventLoop}; the
 * {@link PollCoordinator} handles them. The polls themselves run on other threads.
 *
 * <p>Start: when the tables of sources and poll states have been read, the replica joins the group
 * of pollers. Stop: it leaves the group, queued events are handled and manual requests answered. A
 * poll under way is not awaited: its state is stored last, so that the next owner repeats it.
 */
@ApplicationScoped
public class PollScheduler implements PartitionAssignment.Listener {

  private static final Logger LOG = Logger.getLogger(PollScheduler.class);

  private final SourceRegistry sources;
  private final PollStates states;
  private final PushSubscriber push;
  private final PartitionAssignment assignment;
  private final RequestScheduler requests;
  private final InstantSource clock;
  private final OwnedSources owned;
  private final OrphanedStates orphaned;
  private final PollCoordinator coordinator;
  private final EventLoop events;
  private final AtomicBoolean woken = new AtomicBoolean();

  @Inject
  PollScheduler(
      PollConfig config,
      RequestScheduler requests,
      SourceRegistry sources,
      PollStates states,
      Poller poller,
      PushSubscriber push,
      ConsumerGroups groups,
      Topics topics,
      PollGauges gauges,
      BackgroundTaskRegistry work,
      InstantSource clock) {
    this.sources = sources;
    this.states = states;
    this.push = push;
    this.assignment = groups.member("poll", topics.sources(), config.sessionTimeout());
    this.requests = requests;
    this.clock = clock;
    this.owned = new OwnedSources(sources);
    this.orphaned = new OrphanedStates(sources, states, owned::partitions);
    requests.limit(RequestKind.POLL, RequestLimits.ofConcurrency(config.concurrency()));
    this.coordinator =
        new PollCoordinator(
            new PollQueue(requests, this::wake),
            requests,
            owned::find,
            states::find,
            poller,
            new WriteRetries(work.register("deliver entries")),
            gauges,
            new PollCoordinator.Clocks(System::nanoTime, clock),
            this::handle,
            config.interval());
    this.events =
        new EventLoop(
            "rendezvous-poll-loop",
            coordinator::startDue,
            coordinator::untilNext,
            assignment::fail);
  }

  private void handle(Runnable event) {
    events.execute(event);
  }

  // Hundreds of permits may be granted at once: one event starts all their polls.
  private void wake() {
    if (woken.compareAndSet(false, true)) {
      handle(() -> woken.set(false));
    }
  }

  void start(@Observes StartupEvent event) {
    var unused =
        sources.ready().runAfterBothAsync(states.ready(), this::join).exceptionally(this::failed);
  }

  private void join() {
    sources.onChange(change -> handle(() -> changed(change)));
    states.onChange(this::stateChanged);
    push.start(owned);
    assignment.join(this);
  }

  private void changed(Change<Source> change) {
    coordinator.changed(change);
    push.changed(change.key(), change.value());
    orphaned.removeIfOrphaned(change.key());
  }

  private void stateChanged(String id) {
    if (!sources.ids().contains(id)) {
      handle(() -> orphaned.removeIfOrphaned(id));
    }
  }

  private @Nullable Void failed(Throwable failure) {
    assignment.fail(failure);
    return null;
  }

  @Override
  public void gained(Set<Integer> partitions) {
    handle(
        () -> {
          Stream<Source> gained = owned.gain(partitions);
          LOG.infof("Polls the sources of partitions %s", owned);
          coordinator.gained(gained);
          orphaned.removeAll();
          push.assigned();
        });
  }

  @Override
  public void lost(Set<Integer> partitions) {
    handle(
        () -> {
          coordinator.lost(owned.lose(partitions));
          push.assigned();
        });
  }

  /** True if this replica polls the source: it owns it, and the source is enabled. */
  public boolean polls(String id) {
    return owned.find(id).filter(Source::enabled).isPresent();
  }

  /**
   * End of the hold (Retry-After) of a source's host, demanded by a response to any of its feeds.
   * Empty if there is none, or if another replica owns the source.
   */
  public Optional<Instant> heldUntil(String id) {
    return owned
        .find(id)
        .map(source -> requests.heldFor(HostKey.of(source.url())))
        .filter(left -> !left.isZero())
        .map(clock.instant()::plus);
  }

  /**
   * Polls a source now, regardless of its plan and of a hold of its host, or joins the poll that is
   * under way. Completes when Kafka has acknowledged its entries and its state; if another replica
   * owns the source, when the poll has been forwarded to it.
   */
  public Uni<PollAnswer> pollNow(String id) {
    return Uni.createFrom().emitter(waiter -> handle(() -> pollOrFail(id, waiter)));
  }

  private void pollOrFail(String id, UniEmitter<? super PollAnswer> waiter) {
    try {
      pollNow(id, waiter);
    } catch (RuntimeException e) {
      waiter.fail(e);
      throw e; // to be logged by the loop
    }
  }

  private void pollNow(String id, UniEmitter<? super PollAnswer> waiter) {
    Optional<Source> source = sources.find(id).filter(Source::enabled);
    if (source.isEmpty()) {
      waiter.complete(new PollAnswer.NotPolled());
    } else if (!owned.owns(id)) {
      forward(source.get(), waiter);
    } else {
      coordinator.pollNow(source.get(), waiter);
    }
  }

  // The owner polls a source after each write of its record.
  private void forward(Source source, UniEmitter<? super PollAnswer> waiter) {
    sources
        .put(source)
        .subscribe()
        .with(
            done -> waiter.complete(new PollAnswer.Elsewhere()),
            failure ->
                waiter.complete(new PollAnswer.Failed(String.valueOf(failure.getMessage()))));
  }

  void stop(@Observes ShutdownEvent event) {
    assignment.close();
    events.close(coordinator::close);
  }

  /**
   * Sources that this replica owns: those in its partitions of the sources topic. Written by one
   * thread, read by any.
   */
  private static final class OwnedSources implements SourceOwnership {

    private final SourceRegistry sources;
    private final Set<Integer> partitions = ConcurrentHashMap.newKeySet();

    OwnedSources(SourceRegistry sources) {
      this.sources = sources;
    }

    @Override
    public Set<Integer> partitions() {
      return partitions;
    }

    /** Adds partitions and returns their sources. */
    Stream<Source> gain(Set<Integer> gained) {
      partitions.addAll(gained);
      return in(gained);
    }

    /** Removes partitions and returns their sources. */
    Stream<Source> lose(Set<Integer> lost) {
      partitions.removeAll(lost);
      return in(lost);
    }

    private Stream<Source> in(Set<Integer> some) {
      return some.stream().flatMap(sources::inPartition);
    }

    @Override
    public boolean owns(String id) {
      return sources.partition(id).filter(partitions::contains).isPresent();
    }

    /** A source, if this replica owns it. */
    Optional<Source> find(String id) {
      return sources.find(id).filter(source -> owns(id));
    }

    @Override
    public String toString() {
      return partitions.toString();
    }
  }
}
