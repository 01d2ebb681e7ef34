package news.rendezvous.poll;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import news.rendezvous.broker.CompactedTable.Change;
import news.rendezvous.broker.KafkaAccess;
import news.rendezvous.broker.Topics;
import news.rendezvous.fetch.FetchConfig;
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

  /** A poll that Kafka or a bug kept from its end is repeated after this time. */
  private static final Duration REPEAT = Duration.ofSeconds(5);

  private final PollConfig config;
  private final SourceRegistry sources;
  private final PollStates states;
  private final Poller poller;
  private final KafkaAccess kafka;
  private final Topics topics;
  private final InstantSource clock;
  private final PollQueue queue;
  private final Set<Integer> owned = new HashSet<>();
  private final Map<String, List<UniEmitter<? super PollAnswer>>> waiting = new HashMap<>();
  private final Set<String> onceMore = new HashSet<>();
  // Discards what comes after the end: reports of polls that nobody waits for any more.
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          task -> new Thread(task, "rendezvous-poll-loop"),
          new ThreadPoolExecutor.DiscardPolicy());
  private @Nullable ScheduledFuture<?> alarm;
  private volatile @Nullable Ownership ownership;
  private volatile boolean started;

  @Inject
  PollLoop(
      PollConfig config,
      FetchConfig fetch,
      SourceRegistry sources,
      PollStates states,
      Poller poller,
      KafkaAccess kafka,
      Topics topics,
      InstantSource clock) {
    this.config = config;
    this.sources = sources;
    this.states = states;
    this.poller = poller;
    this.kafka = kafka;
    this.topics = topics;
    this.clock = clock;
    this.queue =
        new PollQueue(
            config.concurrency(), fetch.perHostConcurrency(), fetch.perHostGap().toNanos());
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
    sources.onChange(change -> thread.execute(() -> changed(change)));
    Ownership joined = new Ownership(kafka, topics, config.sessionTimeout(), this);
    ownership = joined;
    joined.start();
  }

  /** Whether this replica knows its share of the sources. */
  boolean hasStarted() {
    return started;
  }

  @Override
  public void gained(Set<Integer> partitions) {
    thread.execute(
        () -> {
          owned.addAll(partitions);
          partitions.stream()
              .flatMap(partition -> sources.inPartition(partition).stream())
              .forEach(this::schedule);
          started = true;
          LOG.infof("Polls the sources of partitions %s", owned);
          pollDue();
        });
  }

  @Override
  public void lost(Set<Integer> partitions) {
    thread.execute(
        () -> {
          owned.removeAll(partitions);
          partitions.stream()
              .flatMap(partition -> sources.inPartition(partition).stream())
              .map(Source::id)
              .forEach(queue::remove);
        });
  }

  private boolean owns(String id) {
    return sources.partition(id).filter(owned::contains).isPresent();
  }

  // A source that was written is polled at once, even if it is what it was before.
  private void changed(Change<Source> change) {
    String id = change.key();
    if (change.row() == null || !change.row().value().enabled() || !owns(id)) {
      queue.remove(id);
    } else if (queue.isRunning(id)) {
      onceMore.add(id); // the poll under way is of the source as it was
    } else {
      queue.hurry(id, host(change.row().value()), System.nanoTime());
    }
    pollDue();
  }

  private void schedule(Source source) {
    Optional<PollState> state = states.find(source.id());
    if (!source.enabled() || state.filter(s -> s.plan().next() == null).isPresent()) {
      queue.remove(source.id());
      return;
    }
    Instant now = clock.instant();
    Instant next = state.map(s -> s.plan().next()).orElse(now);
    // From here on monotonic time counts: the clock of the process may jump.
    long wait = Math.max(0, Duration.between(now, next).toNanos());
    queue.schedule(source.id(), host(source), System.nanoTime() + wait);
  }

  private static String host(Source source) {
    String host = URI.create(source.url()).getHost();
    return host == null ? source.url() : host;
  }

  private void pollDue() {
    Optional<String> next = queue.take(System.nanoTime());
    while (next.isPresent()) {
      poll(next.get());
      next = queue.take(System.nanoTime());
    }
    setAlarm();
  }

  private void setAlarm() {
    if (alarm != null) {
      alarm.cancel(false);
    }
    alarm = null;
    queue
        .wakeUp()
        .ifPresent(
            at -> {
              long wait = Math.max(1, at - System.nanoTime());
              alarm = thread.schedule(this::pollDue, wait, TimeUnit.NANOSECONDS);
            });
  }

  private void poll(String id) {
    Optional<Source> source = sources.find(id);
    if (source.isEmpty() || !owns(id)) {
      queue.done(id, System.nanoTime());
      queue.remove(id);
      answer(id, new PollAnswer.NotPolled());
      return;
    }
    poller
        .poll(source.get(), states.find(id))
        .subscribe()
        .with(
            report -> thread.execute(() -> ended(id, new PollAnswer.Polled(report))),
            failure -> thread.execute(() -> failed(id, failure)));
  }

  private void ended(String id, PollAnswer answer) {
    queue.done(id, System.nanoTime());
    ownedSource(id)
        .ifPresentOrElse(
            source -> {
              if (onceMore.remove(id)) {
                queue.hurry(id, host(source), System.nanoTime());
              } else {
                schedule(source);
              }
            },
            () -> queue.remove(id));
    answer(id, answer);
    pollDue();
  }

  private void failed(String id, Throwable failure) {
    if (failure instanceof KafkaException) {
      LOG.warnf("Poll of source %s will be repeated: Kafka %s", id, failure.getMessage());
    } else {
      LOG.errorf(failure, "Poll of source %s was not completed, it will be repeated", id);
    }
    queue.done(id, System.nanoTime());
    ownedSource(id)
        .ifPresentOrElse(
            source -> queue.schedule(id, host(source), System.nanoTime() + REPEAT.toNanos()),
            () -> queue.remove(id));
    answer(id, new PollAnswer.Failed(String.valueOf(failure.getMessage())));
    pollDue();
  }

  private Optional<Source> ownedSource(String id) {
    return sources.find(id).filter(source -> owns(id));
  }

  private void answer(String id, PollAnswer answer) {
    List<UniEmitter<? super PollAnswer>> askers = waiting.remove(id);
    if (askers != null) {
      askers.forEach(asker -> asker.complete(answer));
    }
  }

  /**
   * Polls a source now, whatever its plan; joins the poll that is under way. Completes when Kafka
   * has acknowledged its entries and its state, or at once where another replica owns the source.
   */
  public Uni<PollAnswer> pollNow(String id) {
    return Uni.createFrom().emitter(asker -> thread.execute(() -> pollNow(id, asker)));
  }

  private void pollNow(String id, UniEmitter<? super PollAnswer> asker) {
    Optional<Source> source = sources.find(id).filter(Source::enabled);
    if (source.isEmpty()) {
      asker.complete(new PollAnswer.NotPolled());
    } else if (!owns(id)) {
      askOwner(source.get(), asker);
    } else {
      waiting.computeIfAbsent(id, x -> new ArrayList<>()).add(asker);
      if (!queue.isRunning(id)) {
        queue.hurry(id, host(source.get()), System.nanoTime());
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
    thread.shutdownNow();
  }
}
