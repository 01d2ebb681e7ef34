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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import news.rendezvous.broker.BackgroundTask;
import news.rendezvous.broker.BackgroundWork;
import news.rendezvous.item.Amendment;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Related;
import news.rendezvous.poll.EntriesOut;
import news.rendezvous.poll.PollLoop;
import news.rendezvous.resolve.Resolver;
import news.rendezvous.view.Held;
import news.rendezvous.view.Timeline;
import news.rendezvous.view.ViewReadiness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Looks again and again at the items that may be amended, on a thread of its own. */
@ApplicationScoped
class AmendLoop {

  private static final Logger LOG = Logger.getLogger(AmendLoop.class);

  /** After this time an amendment that nobody heeded is offered once more. */
  private static final Duration ONCE_MORE = Duration.ofHours(1);

  private final AmendConfig config;
  private final Timeline timeline;
  private final ViewReadiness view;
  private final PollLoop polls;
  private final Review review;
  private final Resolver resolver;
  private final EntriesOut out;
  private final MeterRegistry metrics;
  private final BackgroundTask task;
  private final InstantSource clock;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(AmendLoop::daemon);

  /** The revision of an item for which an amendment is on its way. */
  private final Cache<ItemId, Integer> sent =
      Caffeine.newBuilder().expireAfterWrite(ONCE_MORE).build();

  @Inject
  AmendLoop(
      AmendConfig config,
      Timeline timeline,
      @Readiness ViewReadiness view,
      PollLoop polls,
      Review review,
      Resolver resolver,
      EntriesOut out,
      MeterRegistry metrics,
      BackgroundWork work,
      InstantSource clock) {
    this.config = config;
    this.timeline = timeline;
    this.view = view;
    this.polls = polls;
    this.review = review;
    this.resolver = resolver;
    this.out = out;
    this.metrics = metrics;
    this.task = work.register("amend");
    this.clock = clock;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "rendezvous-amend");
    thread.setDaemon(true);
    return thread;
  }

  void start(@Observes StartupEvent event) {
    long pause = config.interval().toMillis();
    task.running(); // that it must wait for the view is shown there
    var unused = thread.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    resolver.onRequest(this::wake);
  }

  // Wishes may come by the hundred, and one look is enough for all that are there.
  private void wake() {
    if (woken.compareAndSet(false, true)) {
      try {
        thread.execute(this::look);
      } catch (RejectedExecutionException e) {
        LOG.debug("A wish to ask again comes too late, the service stops", e);
      }
    }
  }

  // Before the view has caught up it shows revisions that have long been superseded.
  private void look() {
    woken.set(false);
    try {
      if (view.isCaughtUp()) {
        amendable().forEach(this::amend);
        resolver.askDue(polls::polls);
        task.running();
      }
    } catch (RuntimeException e) { // a bug, which must not end the looking
      count("error");
      LOG.debug("Looking for late references failed and goes on", e);
      task.failing(e);
    } catch (Error e) { // the executor would keep it to itself and look no more
      task.died(e);
      throw e;
    }
  }

  private Stream<NewsItem> amendable() {
    Map<String, Boolean> mine = new HashMap<>();
    Instant oldest = clock.instant().minus(config.maxAge());
    return Stream.concat(
            Stream.of(Related.Kind.UNRESOLVED, Related.Kind.STORY)
                .flatMap(timeline::withReferences),
            resolver.corrected().stream().flatMap(timeline::allReferring))
        .map(Held::item)
        .distinct()
        .filter(item -> item.extension().firstSeen().isAfter(oldest))
        .filter(item -> mine.computeIfAbsent(item.extension().source().id(), polls::polls));
  }

  private void amend(NewsItem item) {
    Integer revision = sent.getIfPresent(item.id());
    if (revision == null || revision != item.extension().revision()) {
      review.of(item).ifPresent(this::send);
    }
  }

  private void send(Amendment amendment) {
    sent.put(amendment.item(), amendment.revision());
    out.send(amendment)
        .subscribe()
        .with(done -> count("sent"), failure -> failed(amendment, failure));
  }

  private void failed(Amendment amendment, Throwable failure) {
    sent.invalidate(amendment.item());
    count("failed");
    LOG.debugf(failure, "Amendment will be sent again: item=%s", amendment.item());
  }

  private void count(String result) {
    Counter.builder("rendezvous.amend")
        .description("Reviews of items with unresolved references by result")
        .tag("result", result)
        .register(metrics)
        .increment();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.shutdownNow();
  }
}
