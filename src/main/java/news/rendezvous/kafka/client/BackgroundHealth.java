package news.rendezvous.kafka.client;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Predicate;
import news.rendezvous.kafka.client.BackgroundTask.Status;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Health checks of all background tasks. */
final class BackgroundHealth {

  private BackgroundHealth() {}

  /** Up while all tasks are ready; lists state, time and cause of each. */
  @Readiness
  @ApplicationScoped
  static class Ready implements HealthCheck {

    private final BackgroundWork work;

    @Inject
    Ready(BackgroundWork work) {
      this.work = work;
    }

    @Override
    public HealthCheckResponse call() {
      return response(work, Status::isReady, status -> true);
    }
  }

  /**
   * Down when a task died of a bug, since a restart helps then. An unreachable Kafka, or a task
   * that needs an operator, is no reason for a restart.
   */
  @Liveness
  @ApplicationScoped
  static class Live implements HealthCheck {

    private final BackgroundWork work;

    @Inject
    Live(BackgroundWork work) {
      this.work = work;
    }

    @Override
    public HealthCheckResponse call() {
      return response(work, Status::isLive, status -> !status.isLive());
    }
  }

  private static HealthCheckResponse response(
      BackgroundWork work, Predicate<Status> up, Predicate<Status> listed) {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("background");
    response.status(work.states().values().stream().allMatch(up));
    work.states()
        .forEach(
            (name, status) -> {
              if (listed.test(status)) {
                response.withData(name, status.toString());
              }
            });
    return response.build();
  }
}
