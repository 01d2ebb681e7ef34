package news.rendezvous.poll;

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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import news.rendezvous.broker.BackgroundTask;
import news.rendezvous.broker.BackgroundWork;
import news.rendezvous.fetch.RequestKind;
import news.rendezvous.fetch.RequestLimits;
import news.rendezvous.fetch.RequestScheduler;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Polls the sources that this replica owns, each when it is due. All decisions are made on one
 * thread; the polls themselves run elsewhere and report back to it.
 */
@ApplicationScoped
public class PollLoop implements Ownership.Listener {

  private static final Logger LOG = Logger.getLogger(PollLoop.class);

  private final SourceRegistry sources;
  private final PollStates states;
  private final Membership membership;
  private final PollGauges gauges;
  private final InstantSource clock;
  private final Share share;
  private final DecisionThread thread = new DecisionThread();
  private final RequestScheduler requests;
  private final Rounds rounds;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile @Nullable Ownership ownership;

  @Inject
  PollLoop(
      PollConfig config,
      RequestScheduler requests,
      SourceRegistry sources,
      PollStates states,
      Poller poller,
      Membership membership,
      PollGauges gauges,
      BackgroundWork work,
      InstantSource clock) {
    this.sources = sources;
    this.states = states;
    this.membership = membership;
    this.gauges = gauges;
    this.clock = clock;
    this.share = new Share(sources);
    this.requests = requests;
    requests.limit(RequestKind.POLL, RequestLimits.ofConcurrency(config.concurrency()));
    PollQueue queue = new PollQueue(requests, this::wake);
    Agenda agenda = new Agenda(queue, requests, gauges, clock, System::nanoTime);
    this.rounds =
        new Rounds(config.interval(), share, states, poller, agenda, thread, delivering(work));
  }

  // Before the first poll nothing is known against it.
  private static BackgroundTask delivering(BackgroundWork work) {
    BackgroundTask task = work.register("deliver entries");
    task.running();
    return task;
  }

  // Turns may be granted by the hundred, and one look at them is enough.
  private void wake() {
    if (woken.compareAndSet(false, true)) {
      thread.decide(this::pollDue);
    }
  }

  private void pollDue() {
    woken.set(false);
    rounds.pollDue();
  }

  void start(@Observes StartupEvent event) {
    var unused = sources.ready().runAfterBothAsync(states.ready(), this::join);
  }

  private void join() {
    sources.onChange(change -> thread.decide(() -> rounds.changed(change)));
    ownership = membership.join(this);
  }

  @Override
  public void gained(Set<Integer> partitions) {
    thread.decide(
        () -> {
          Stream<Source> gained = share.gain(partitions);
          LOG.infof("Polls the sources of partitions %s", share);
          rounds.begin(gained);
        });
  }

  @Override
  public void lost(Set<Integer> partitions) {
    thread.decide(() -> rounds.end(share.lose(partitions)));
  }

  /** Whether it is this replica that polls a source, and nobody has disabled it. */
  public boolean polls(String id) {
    return share.find(id).filter(Source::enabled).isPresent();
  }

  /**
   * Until when a source waits because its host asked to be left alone, by an answer to whatever
   * source of that host; empty where it did not, or where another replica owns the source.
   */
  public Optional<Instant> heldUntil(String id) {
    return gauges
        .host(id)
        .map(requests::heldFor)
        .filter(held -> !held.isZero())
        .map(clock.instant()::plus);
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
    } else if (!share.owns(id)) {
      askOwner(source.get(), asker);
    } else {
      rounds.pollNow(source.get(), asker);
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
