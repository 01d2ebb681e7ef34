package news.rendezvous.ingest.poll.queue;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import news.rendezvous.ingest.fetch.politeness.RequestKind;
import news.rendezvous.ingest.fetch.politeness.RequestKind.RequestLimits;
import news.rendezvous.ingest.fetch.politeness.RequestScheduler;
import news.rendezvous.ingest.poll.queue.PollQueue.PollTask;
import news.rendezvous.source.Source;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Time of the decisions of one poll among many sources: take the next, give its permit back, end
 * it, and schedule it again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PollQueueBench {

  private static final long INTERVAL = TimeUnit.MINUTES.toNanos(5);
  private static final int SOURCES_OF_A_HOST = 10;

  @Param({"1000", "10000", "100000"})
  int sources;

  private final Random random = new Random(7);
  private PollQueue queue;
  private Source[] all;
  private long now;

  /** Every source is due somewhere in the next interval, as in a service that has run for long. */
  @Setup(Level.Iteration)
  public void plan() {
    now = 0;
    all = new Source[sources];
    RequestScheduler requests = new RequestScheduler(1, 0, () -> now, (task, nanos) -> {});
    requests.limit(RequestKind.POLL, RequestLimits.ofConcurrency(64));
    queue = new PollQueue(requests, () -> {});
    for (int n = 0; n < sources; n++) {
      all[n] = source(n);
      queue.schedule(all[n], (long) (random.nextDouble() * INTERVAL));
    }
  }

  private static Source source(int number) {
    String url = "http://host-" + number / SOURCES_OF_A_HOST + ".example/";
    return new Source("source-" + number, url, null, null, null, null, null, null, true, false);
  }

  /** One poll, from the decision to make it to the plan of the next; the clock waits for it. */
  @Benchmark
  public String poll() {
    now = Math.max(now, queue.nextDueAt().orElseThrow());
    PollTask task = queue.take(now).orElseThrow();
    task.permit.answered(true);
    task.permit.close();
    queue.done(task);
    queue.schedule(all[Integer.parseInt(task.id(), 7, task.id().length(), 10)], now + INTERVAL);
    return task.id();
  }

  /** Runs with the arguments of JMH's command line. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .include(PollQueueBench.class.getSimpleName())
                .build())
        .run();
  }
}
