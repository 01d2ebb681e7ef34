package news.rendezvous.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness check of the view: up once everything has been read that was in the items topic when
 * the service started, and from then on. Feeds are served while Kafka is away, with their age in
 * the details.
 */
@Readiness
@ApplicationScoped
public class ViewReadiness implements HealthCheck {

  private final Timeline timeline;
  private final ItemsReader feed;

  @Inject
  ViewReadiness(Timeline timeline, ItemsReader feed) {
    this.timeline = timeline;
    this.feed = feed;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("view").status(isCaughtUp()).withData("items", timeline.size());
    Duration age = feed.age();
    if (age != null) {
      response.withData("age_s", age.toSeconds());
    }
    return response.build();
  }

  public boolean isCaughtUp() {
    return feed.isCaughtUp();
  }
}
