package news.rendezvous.kafka.client;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Binding of the metrics of a Kafka client. One thread refreshes those of all clients, where
 * Micrometer has one for each.
 */
public final class ClientMetrics implements AutoCloseable {

  private static final ScheduledExecutorService REFRESH = refresh();

  private final RefreshTasks tasks = new RefreshTasks();
  private final KafkaClientMetrics metrics;

  private ClientMetrics(
      Function<ScheduledExecutorService, KafkaClientMetrics> binding, MeterRegistry registry) {
    this.metrics = binding.apply(tasks);
    metrics.bindTo(registry);
  }

  private static ScheduledExecutorService refresh() {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread daemon = new Thread(task, "rendezvous-kafka-metrics");
              daemon.setDaemon(true);
              return daemon;
            });
    thread.setRemoveOnCancelPolicy(true);
    return thread;
  }

  public static ClientMetrics of(Consumer<?, ?> consumer, MeterRegistry registry) {
    return new ClientMetrics(tasks -> new KafkaClientMetrics(consumer, List.of(), tasks), registry);
  }

  public static ClientMetrics of(Producer<?, ?> producer, MeterRegistry registry) {
    return new ClientMetrics(tasks -> new KafkaClientMetrics(producer, List.of(), tasks), registry);
  }

  /** Removes the meters. Before the client is closed, whose metrics would be read else. */
  @Override
  public void close() {
    tasks.shutdown();
    metrics.close();
  }

  /** The tasks of one client on the shared thread: Micrometer does not end those of its own. */
  private static final class RefreshTasks extends AbstractExecutorService
      implements ScheduledExecutorService {

    private final List<ScheduledFuture<?>> scheduled = new CopyOnWriteArrayList<>();
    private volatile boolean shutdown;

    private <F extends ScheduledFuture<?>> F added(F task) {
      scheduled.add(task);
      return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      return added(REFRESH.schedule(task, delay, unit));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
      return added(REFRESH.schedule(task, delay, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable task, long initialDelay, long period, TimeUnit unit) {
      return added(REFRESH.scheduleAtFixedRate(task, initialDelay, period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable task, long initialDelay, long delay, TimeUnit unit) {
      return added(REFRESH.scheduleWithFixedDelay(task, initialDelay, delay, unit));
    }

    @Override
    public void execute(Runnable task) {
      REFRESH.execute(task);
    }

    @Override
    public void shutdown() {
      shutdown = true;
      scheduled.forEach(task -> task.cancel(false));
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown();
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutdown;
    }

    @Override
    public boolean isTerminated() {
      return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return shutdown;
    }
  }
}
