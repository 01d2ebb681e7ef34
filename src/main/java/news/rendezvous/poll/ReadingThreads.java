package news.rendezvous.poll;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which documents are read. Reading is computing and nothing else, so that more of
 * them than processors would only take the time of what decides and serves.
 */
@ApplicationScoped
class ReadingThreads {

  /** One reader of a hostile document must not be the only one. */
  private static final int LEAST = 2;

  private final ThreadPoolExecutor threads;

  @Inject
  ReadingThreads(PollConfig config) {
    int count =
        config.readers().orElse(Math.max(LEAST, Runtime.getRuntime().availableProcessors()));
    AtomicInteger number = new AtomicInteger();
    // Discards what comes after the end: nobody waits for it any more.
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
