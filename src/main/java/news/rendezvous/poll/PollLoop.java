package news.rendezvous.poll;

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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import news.rendezvous.broker.CompactedTable.Change;
import news.rendezvous.fetch.FetchConfig;
import news.rendezvous.fetch.Fetched;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Polls the sources that this replica owns, each when it is due. All decisions are made on one
 * thread; the polls themselves run elsewhere and report back to it.
 */
@ApplicationScoped
public class PollLoop implements Ownership.Listener {

  private static final Logger LOG = Logger.getLogger(PollLoop.class);

  /** A poll that Kafka kept from its end is repeated after this time. */
  private static final Duration REPEAT = Duration.ofSeconds(5);

  private final PollConfig config;
  private final SourceRegistry sources;
  private final PollStates states;
  private final Poller poller;
  private final Membership membership;
  private final PollGauges gauges;
  private final InstantSource clock;
  private final Agenda agenda;
  private final Askers askers = new Askers();
  private final Set<Integer> owned = ConcurrentHashMap.newKeySet(); // written by the thread alone
  private final Set<String> onceMore = new HashSet<>();
  private final DecisionThread thread = new DecisionThread();
  private volatile @Nullable Ownership ownership;
  private volatile boolean started;

  @Inject
  PollLoop(
      PollConfig config,
      FetchConfig fetch,
      SourceRegistry sources,
      PollStates states,
      Poller poller,
      Membership membership,
      PollGauges gauges,
      InstantSource clock) {
    this.config = config;
    this.sources = sources;
    this.states = states;
    this.poller = poller;
    this.membership = membership;
    this.gauges = gauges;
    this.clock = clock;
    Hosts hosts =
        new Hosts(config.concurrency(), fetch.perHostConcurrency(), fetch.perHostGap().toNanos());
    this.agenda = new Agenda(new PollQueue(hosts), gauges, clock, System::nanoTime);
  }

  void start(@Observes StartupEvent event) {
    sources
        .ready()
        .thenCombine(states.ready(), (a, b) -> a)
        .thenRunAsync(this::join)
        .whenComplete((done, failure) -> logFailure(failure));
  }

  private static void logFailure(@Nullable Throwable failure) {
    if (failure != null) {
      LOG.error("Polling cannot start", failure);
    }
  }

  private void join() {
    sources.onChange(change -> thread.decide(() -> changed(change)));
    ownership = membership.join(this);
  }

  /** Whether this replica knows its share of the sources. */
  boolean hasStarted() {
    return started;
  }

  @Override
  public void gained(Set<Integer> partitions) {
    thread.decide(
        () -> {
          owned.addAll(partitions);
          in(partitions).forEach(this::plan);
          started = true;
          LOG.infof("Polls the sources of partitions %s", owned);
          pollDue();
        });
  }

  @Override
  public void lost(Set<Integer> partitions) {
    thread.decide(
        () -> {
          owned.removeAll(partitions);
          in(partitions).map(Source::id).forEach(agenda::drop);
        });
  }

  private Stream<Source> in(Set<Integer> partitions) {
    return partitions.stream().flatMap(partition -> sources.inPartition(partition).stream());
  }

  private boolean owns(String id) {
    return sources.partition(id).filter(owned::contains).isPresent();
  }

  // A source that was written is polled at once, even if it is what it was before.
  private void changed(Change<Source> change) {
    String id = change.key();
    if (change.row() == null || !owns(id)) {
      agenda.drop(id);
    } else if (!change.row().value().enabled()) {
      plan(change.row().value());
    } else if (agenda.isRunning(id)) {
      onceMore.add(id); // the poll under way is of the source as it was
    } else {
      hurry(change.row().value());
    }
    pollDue();
  }

  private void plan(Source source) {
    agenda.plan(source, states.find(source.id()));
  }

  private void hurry(Source source) {
    agenda.hurry(source, states.find(source.id()));
  }

  private void pollDue() {
    Optional<String> next = agenda.take();
    while (next.isPresent()) {
      poll(next.get());
      next = agenda.take();
    }
    thread.decideIn(agenda.untilNext(), this::pollDue);
  }

  private void poll(String id) {
    Optional<Source> source = ownedSource(id);
    if (source.isEmpty()) {
      agenda.done(id);
      agenda.drop(id);
      askers.answer(id, new PollAnswer.NotPolled());
      return;
    }
    Uni.createFrom()
        .deferred(
            () ->
                poller.poll(
                    source.get(),
                    states.find(id),
                    answer -> thread.decide(() -> answered(id, answer))))
        .subscribe()
        .with(
            ending -> thread.decide(() -> ended(id, ending)),
            failure -> thread.decide(() -> failed(id, failure)));
  }

  private void answered(String id, Fetched answer) {
    agenda.answered(id, answer instanceof Fetched.Modified);
    pollDue();
  }

  private void ended(String id, Ending ending) {
    agenda.done(id);
    Optional<PollState> state = Optional.of(ending.state());
    boolean again = onceMore.remove(id);
    ownedSource(id)
        .ifPresentOrElse(
            source -> {
              if (again) {
                agenda.hurry(source, state);
              } else {
                agenda.plan(source, state);
              }
            },
            () -> agenda.drop(id));
    askers.answer(id, new PollAnswer.Polled(ending.report()));
    pollDue();
  }

  private void failed(String id, Throwable failure) {
    boolean kafka = failure instanceof KafkaException;
    if (kafka) {
      LOG.warnf("Poll of source %s will be repeated: Kafka %s", id, failure.getMessage());
    } else {
      LOG.errorf(failure, "Poll of source %s was not completed, it will be repeated", id);
    }
    agenda.done(id);
    ownedSource(id)
        .ifPresentOrElse(
            source -> agenda.repeat(source, states.find(id), kafka ? REPEAT : config.interval()),
            () -> agenda.drop(id));
    askers.answer(id, new PollAnswer.Failed(String.valueOf(failure.getMessage())));
    pollDue();
  }

  private Optional<Source> ownedSource(String id) {
    return sources.find(id).filter(source -> owns(id));
  }

  /** Whether it is this replica that polls a source, and nobody has disabled it. */
  public boolean polls(String id) {
    return ownedSource(id).filter(Source::enabled).isPresent();
  }

  /**
   * Until when a source waits because its host asked to be left alone, by an answer to whatever
   * source of that host; empty where it did not, or where another replica owns the source.
   */
  public Optional<Instant> heldUntil(String id) {
    long held = gauges.heldFor(id, System.nanoTime());
    return held == 0 ? Optional.empty() : Optional.of(clock.instant().plusNanos(held));
  }

  /**
   * Polls a source now, whatever its plan, and even if its host asked to be left alone; joins the
   * poll that is under way. Completes when Kafka has acknowledged its entries and its state, or at
   * once where another replica owns the source.
   */
  public Uni<PollAnswer> pollNow(String id) {
    return Uni.createFrom().emitter(asker -> thread.decide(() -> pollNow(id, asker)));
  }

  private void pollNow(String id, UniEmitter<? super PollAnswer> asker) {
    Optional<Source> source = sources.find(id).filter(Source::enabled);
    if (source.isEmpty()) {
      asker.complete(new PollAnswer.NotPolled());
    } else if (!owns(id)) {
      askOwner(source.get(), asker);
    } else {
      askers.add(id, asker);
      if (!agenda.isRunning(id)) {
        hurry(source.get());
        pollDue();
      }
    }
  }

  // Whoever owns a source polls it when it is written, see changed.
  private void askOwner(Source source, UniEmitter<? super PollAnswer> asker) {
    sources
        .put(source)
        .subscribe()
        .with(
            done -> asker.complete(new PollAnswer.Elsewhere()),
            failure -> asker.complete(new PollAnswer.Failed(String.valueOf(failure.getMessage()))));
  }

  void stop(@Observes ShutdownEvent event) {
    Ownership joined = ownership;
    if (joined != null) {
      joined.close();
    }
    thread.stop();
  }
}
