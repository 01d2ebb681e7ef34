package news.rendezvous.amend;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import news.rendezvous.ingest.poll.EntriesProducer;
import news.rendezvous.ingest.poll.PollScheduler;
import news.rendezvous.ingest.resolve.Resolver;
import news.rendezvous.item.Dispatch.Amendment;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.kafka.client.BackgroundTask;
import news.rendezvous.kafka.client.BackgroundTaskRegistry;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewItem;
import news.rendezvous.view.ViewReadiness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Periodic scan for items to amend, on a thread of its own. */
@ApplicationScoped
class AmendmentScheduler {

  private static final Logger LOG = Logger.getLogger(AmendmentScheduler.class);

  /** Time after which an amendment without effect is sent again. */
  private static final Duration RESEND = Duration.ofHours(1);

  private final AmendConfig config;
  private final Timeline timeline;
  private final ViewReadiness view;
  private final PollScheduler polls;
  private final AmendmentFinder finder;
  private final Resolver resolver;
  private final EntriesProducer producer;
  private final Map<Result, Counter> results = new EnumMap<>(Result.class);
  private final BackgroundTask task;
  private final InstantSource clock;
  private final AtomicBoolean requested = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(AmendmentScheduler::daemon);

  /** Revisions for which an amendment has been sent. */
  private final Cache<ItemId, Integer> sent =
      Caffeine.newBuilder().expireAfterWrite(RESEND).build();

  @Inject
  AmendmentScheduler(
      AmendConfig config,
      Timeline timeline,
      @Readiness ViewReadiness view,
      PollScheduler polls,
      AmendmentFinder finder,
      Resolver resolver,
      EntriesProducer producer,
      MeterRegistry metrics,
      BackgroundTaskRegistry work,
      InstantSource clock) {
    this.config = config;
    this.timeline = timeline;
    this.view = view;
    this.polls = polls;
    this.finder = finder;
    this.resolver = resolver;
    this.producer = producer;
    for (Result result : Result.values()) {
      results.put(
          result,
          Counter.builder("rendezvous.amend")
              .description("Revisions of items whose references resolved late, by result")
              .tag("result", result.name().toLowerCase(Locale.ROOT))
              .register(metrics));
    }
    this.task = work.register("amend");
    this.clock = clock;
  }

  private enum Result {
    /** The entries topic has the amendment. */
    SENT,
    /** Kafka refused it; it is sent again. */
    FAILED,
    /** A scan ended by a bug. */
    ERROR
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "rendezvous-amend");
    thread.setDaemon(true);
    return thread;
  }

  void start(@Observes StartupEvent event) {
    long pause = config.interval().toMillis();
    task.running(); // readiness of the view is a check of its own
    var unused = thread.scheduleWithFixedDelay(this::scan, pause, pause, TimeUnit.MILLISECONDS);
    resolver.onRequest(this::scanSoon);
  }

  // Coalesces requests: one scan serves all that came before it.
  private void scanSoon() {
    if (requested.compareAndSet(false, true)) {
      try {
        thread.execute(this::scan);
      } catch (RejectedExecutionException e) {
        LOG.debug("Request for a retry ignored, the service stops", e);
      }
    }
  }

  // Not before the view has caught up, since its revisions are outdated until then.
  private void scan() {
    requested.set(false);
    try {
      if (view.isCaughtUp()) {
        amendable().forEach(this::amend);
        resolver.requestDue(polls::polls);
        task.running();
      }
    } catch (RuntimeException e) { // a bug, which must not end the periodic scan
      count(Result.ERROR);
      LOG.debug("Scan for late references failed and will be repeated", e);
      task.failing(e);
    } catch (Error e) { // which the executor would swallow, and end the schedule
      task.died(e);
      throw e;
    }
  }

  private Stream<NewsItem> amendable() {
    Map<String, Boolean> owned = new HashMap<>();
    Instant oldest = clock.instant().minus(config.maxAge());
    return Stream.concat(
            Stream.of(Related.Kind.UNRESOLVED, Related.Kind.STORY)
                .flatMap(timeline::withReferences),
            resolver.known().corrected().stream().flatMap(timeline::allReferring))
        .map(ViewItem::item)
        .distinct()
        .filter(item -> item.extension().firstSeen().isAfter(oldest))
        .filter(item -> owned.computeIfAbsent(item.extension().source().id(), polls::polls));
  }

  private void amend(NewsItem item) {
    Integer revision = sent.getIfPresent(item.id());
    if (revision == null || revision != item.extension().revision()) {
      finder.of(item).ifPresent(this::send);
    }
  }

  private void send(Amendment amendment) {
    sent.put(amendment.item(), amendment.revision());
    producer
        .send(amendment)
        .subscribe()
        .with(done -> count(Result.SENT), failure -> failed(amendment, failure));
  }

  private void failed(Amendment amendment, Throwable failure) {
    sent.invalidate(amendment.item());
    count(Result.FAILED);
    LOG.debugf(failure, "Amendment will be sent again: item=%s", amendment.item());
  }

  private void count(Result result) {
    Objects.requireNonNull(results.get(result)).increment();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }
}
