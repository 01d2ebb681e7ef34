package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive unless background work died of an error of the program, which a restart heals. A Kafka that
 * is away, or work that an operator must mend, is no reason to be killed.
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
