package news.rendezvous.poll;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once this replica knows which sources are its own to poll. */
@Readiness
@ApplicationScoped
class PollReadiness implements HealthCheck {

  private final PollLoop loop;

  @Inject
  PollReadiness(PollLoop loop) {
    this.loop = loop;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("poll").status(loop.hasStarted()).build();
  }
}
