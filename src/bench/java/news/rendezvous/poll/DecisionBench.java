package news.rendezvous.poll;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import news.rendezvous.fetch.RequestKind;
import news.rendezvous.fetch.RequestLimits;
import news.rendezvous.fetch.RequestScheduler;
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
 * What the decisions of one poll cost among many sources: which is next, that its host has
 * answered, that it is done, and when it is due again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecisionBench {

  private static final long INTERVAL = TimeUnit.MINUTES.toNanos(5);
  private static final int SOURCES_OF_A_HOST = 10;

  @Param({"1000", "10000", "100000"})
  int sources;

  private final Random random = new Random(7);
  private PollQueue queue;
  private long now;

  /** Every source is due somewhere in the next interval, as in a service that has run for long. */
  @Setup(Level.Iteration)
  public void plan() {
    now = 0;
    RequestScheduler requests = new RequestScheduler(1, 0, () -> now, (task, nanos) -> {});
    requests.limit(RequestKind.POLL, RequestLimits.ofConcurrency(64));
    queue = new PollQueue(requests, () -> {});
    for (int n = 0; n < sources; n++) {
      queue.schedule("source-" + n, host(n), (long) (random.nextDouble() * INTERVAL));
    }
  }

  private static String host(int source) {
    return "http://host-" + source / SOURCES_OF_A_HOST + ".example/";
  }

  /** One poll, from the decision to make it to the plan of the next; the clock waits for it. */
  @Benchmark
  public String poll() {
    now = Math.max(now, queue.wakeUp().orElseThrow());
    String id = queue.take(now).orElseThrow();
    queue.permit(id).orElseThrow().answered(true);
    queue.answered(id);
    queue.done(id);
    queue.schedule(id, host(Integer.parseInt(id, 7, id.length(), 10)), now + INTERVAL);
    return id;
  }

  /** Runs with the arguments of JMH's command line. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .include(DecisionBench.class.getSimpleName())
                .build())
        .run();
  }
}
