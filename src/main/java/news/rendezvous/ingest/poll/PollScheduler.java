package news.rendezvous.ingest.poll;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import news.rendezvous.ingest.fetch.politeness.HostKey;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestLimits;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.queue.OwnedSources;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.ingest.poll.queue.PollCoordinator;
import news.rendezvous.ingest.poll.queue.PollGauges;
import news.rendezvous.ingest.poll.queue.PollQueue;
import news.rendezvous.ingest.poll.queue.WriteRetries;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.kafka.health.BackgroundWork;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Event loop of the polls of this replica: gained and lost partitions, changed sources, manual
 * requests, granted permits, completed polls and due times are handled on one thread, one after the
 * other. The polls themselves run elsewhere.
 */
@ApplicationScoped
public class PollScheduler implements PartitionAssignment.Listener {

  private static final Logger LOG = Logger.getLogger(PollScheduler.class);

  private final SourceRegistry sources;
  private final PollStates states;
  private final PartitionAssignment assignment;
  private final RequestScheduler requests;
  private final InstantSource clock;
  private final OwnedSources share;
  private final PollCoordinator coordinator;
  private final AtomicBoolean woken = new AtomicBoolean();

  // Discards events that come after the end.
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1,
          task -> new Thread(task, "rendezvous-poll-loop"),
          new ThreadPoolExecutor.DiscardPolicy());

  /** Confined to the thread. */
  private @Nullable ScheduledFuture<?> timer;

  @Inject
  PollScheduler(
      PollConfig config,
      RequestScheduler requests,
      SourceRegistry sources,
      PollStates states,
      Poller poller,
      PartitionAssignment assignment,
      PollGauges gauges,
      BackgroundWork work,
      InstantSource clock) {
    this.sources = sources;
    this.states = states;
    this.assignment = assignment;
    this.requests = requests;
    this.clock = clock;
    this.share = new OwnedSources(sources);
    thread.setRemoveOnCancelPolicy(true);
    requests.limit(RequestKind.POLL, RequestLimits.ofConcurrency(config.concurrency()));
    this.coordinator =
        new PollCoordinator(
            new PollQueue(requests, this::wake),
            requests,
            share::find,
            states::find,
            poller,
            new WriteRetries(work.register("deliver entries")),
            gauges,
            new PollCoordinator.Clocks(System::nanoTime, clock),
            this::handle,
            config.interval());
  }

  private void handle(Runnable event) {
    thread.execute(
        () -> {
          run(event);
          startDue();
        });
  }

  // Permits may be granted by the hundred, and one event starts all their polls.
  private void wake() {
    if (woken.compareAndSet(false, true)) {
      handle(() -> woken.set(false));
    }
  }

  private void startDue() {
    run(coordinator::startDue);
    if (timer != null) {
      timer.cancel(false);
    }
    timer = coordinator.untilNext().map(this::startDueIn).orElse(null);
  }

  private ScheduledFuture<?> startDueIn(Duration wait) {
    return thread.schedule(this::startDue, wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  // The executor would swallow the exception.
  private static void run(Runnable event) {
    try {
      event.run();
    } catch (RuntimeException e) {
      LOG.error("A decision about polls failed", e);
    }
  }

  void start(@Observes StartupEvent event) {
    var unused = sources.ready().runAfterBothAsync(states.ready(), this::join);
  }

  private void join() {
    sources.onChange(change -> handle(() -> coordinator.changed(change)));
    assignment.join(this);
  }

  @Override
  public void gained(Set<Integer> partitions) {
    handle(
        () -> {
          Stream<Source> gained = share.gain(partitions);
          LOG.infof("Polls the sources of partitions %s", share);
          coordinator.gained(gained);
        });
  }

  @Override
  public void lost(Set<Integer> partitions) {
    handle(() -> coordinator.lost(share.lose(partitions)));
  }

  /** Whether this replica polls the source: it owns it, and the source is enabled. */
  public boolean polls(String id) {
    return share.find(id).filter(Source::enabled).isPresent();
  }

  /**
   * End of the hold (Retry-After) of a source's host, by an answer to any source of that host.
   * Empty if there is none, or if another replica owns the source.
   */
  public Optional<Instant> heldUntil(String id) {
    return share
        .find(id)
        .map(source -> requests.heldFor(HostKey.of(source.url())))
        .filter(left -> !left.isZero())
        .map(clock.instant()::plus);
  }

  /**
   * Polls a source now, regardless of its plan and of a hold of its host, or joins the poll that is
   * under way. Completes when Kafka has acknowledged its entries and its state; at once if another
   * replica owns the source.
   */
  public Uni<PollAnswer> pollNow(String id) {
    return Uni.createFrom().emitter(waiter -> handle(() -> pollNow(id, waiter)));
  }

  private void pollNow(String id, UniEmitter<? super PollAnswer> waiter) {
    Optional<Source> source = sources.find(id).filter(Source::enabled);
    if (source.isEmpty()) {
      waiter.complete(new PollAnswer.NotPolled());
    } else if (!share.owns(id)) {
      forward(source.get(), waiter);
    } else {
      coordinator.pollNow(source.get(), waiter);
    }
  }

  // The owner polls a source whenever its record is written.
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
    thread.shutdownNow();
  }
}
