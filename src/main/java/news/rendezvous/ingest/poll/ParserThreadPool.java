package news.rendezvous.ingest.poll;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Thread pool for parsing and normalizing. It is CPU-bound, so more threads than processors would
 * only delay polling and serving.
 */
@ApplicationScoped
class ParserThreadPool {

  /** While one thread is busy with a hostile document, another continues. */
  private static final int MIN_THREADS = 2;

  private final ThreadPoolExecutor threads;

  @Inject
  ParserThreadPool(PollConfig config) {
    int count =
        config.readers().orElse(Math.max(MIN_THREADS, Runtime.getRuntime().availableProcessors()));
    AtomicInteger number = new AtomicInteger();
    // Discards tasks that are submitted after the shutdown.
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // bounded by the polls and entries that are under way
            task -> new Thread(task, "rendezvous-reader-" + number.incrementAndGet()),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  Executor executor() {
    return threads;
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
