package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Readiness check: up while all background tasks are ready; lists state, time and cause of each. */
@Readiness
@ApplicationScoped
class BackgroundReadiness implements HealthCheck {

  private final BackgroundWork work;

  @Inject
  BackgroundReadiness(BackgroundWork work) {
    this.work = work;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("background").up();
    work.states()
        .forEach(
            (name, status) -> {
              response.withData(name, status.toString());
              if (!status.isReady()) {
                response.down();
              }
            });
    return response.build();
  }
}
