package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Liveness check: down when a background task died of a bug, since a restart helps then. An
 * unreachable Kafka, or a task that needs an operator, is no reason for a restart.
 */
@Liveness
@ApplicationScoped
class BackgroundLiveness implements HealthCheck {

  private final BackgroundWork work;

  @Inject
  BackgroundLiveness(BackgroundWork work) {
    this.work = work;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("background").up();
    work.states()
        .forEach(
            (name, status) -> {
              if (!status.isLive()) {
                response.down().withData(name, status.toString());
              }
            });
    return response.build();
  }
}
