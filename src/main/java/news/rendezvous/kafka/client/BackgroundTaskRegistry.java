package news.rendezvous.kafka.client;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import news.rendezvous.kafka.client.BackgroundTask.Status;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Registry of all background tasks, and their health: followers of topics, the poll loop, the dedup
 * stage, the amend loop. Each registers at construction, so that a task that never started shows
 * too.
 */
@ApplicationScoped
public class BackgroundTaskRegistry {

  private final InstantSource clock;
  private final MeterRegistry metrics;
  private final Map<String, BackgroundTask> tasks = new ConcurrentSkipListMap<>();

  @Inject
  public BackgroundTaskRegistry(InstantSource clock, MeterRegistry metrics) {
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Registers a task in the state {@link BackgroundTask.State#STARTING}, or returns the task that
   * has the name already.
   *
   * @param name shown in the health response, such as {@code dedup} or {@code follow
   *     rendezvous.sources}
   */
  public BackgroundTask register(String name) {
    return tasks.computeIfAbsent(name, this::create);
  }

  private BackgroundTask create(String name) {
    BackgroundTask task = new BackgroundTask(name, clock);
    Gauge.builder("rendezvous.task.running", () -> task.status().isRunning() ? 1 : 0)
        .description("1 while the background task is in the state RUNNING, otherwise 0")
        .tag("task", name)
        .register(metrics);
    return task;
  }

  public SortedMap<String, Status> states() {
    return tasks.values().stream()
        .collect(
            Collectors.toMap(
                BackgroundTask::name, BackgroundTask::status, (a, b) -> a, TreeMap::new));
  }

  /** Up while all tasks are ready; lists state, time and cause of each. */
  @Readiness
  @Produces
  @ApplicationScoped
  HealthCheck readiness() {
    return () -> health(Status::isReady, status -> true);
  }

  /**
   * Down when a task died of a bug, since a restart helps then. An unreachable Kafka, or a task
   * that needs an operator, is no reason for a restart.
   */
  @Liveness
  @Produces
  @ApplicationScoped
  HealthCheck liveness() {
    return () -> health(Status::isLive, status -> !status.isLive());
  }

  private HealthCheckResponse health(Predicate<Status> up, Predicate<Status> listed) {
    SortedMap<String, Status> states = states();
    HealthCheckResponseBuilder response = HealthCheckResponse.named("background");
    response.status(states.values().stream().allMatch(up));
    states.forEach(
        (name, status) -> {
          if (listed.test(status)) {
            response.withData(name, status.toString());
          }
        });
    return response.build();
  }
}
