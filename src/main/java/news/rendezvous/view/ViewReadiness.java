package news.rendezvous.view;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import news.rendezvous.broker.Broker;
import news.rendezvous.broker.TopicEnds;
import news.rendezvous.broker.Topics;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ready once the view has taken in all that stood in the items topic when the service started, and
 * from then on: feeds are served while Kafka is away, with their age in the details.
 */
@Readiness
@ApplicationScoped
public class ViewReadiness implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(ViewReadiness.class);

  private final Timeline timeline;
  private final ItemsFeed feed;
  private final Broker broker;
  private final TopicEnds ends;
  private final Topics topics;
  private final InstantSource clock;
  private volatile @Nullable Map<Integer, Long> wanted;
  private volatile boolean caughtUp;

  @Inject
  ViewReadiness(
      Timeline timeline,
      ItemsFeed feed,
      Broker broker,
      TopicEnds ends,
      Topics topics,
      InstantSource clock) {
    this.timeline = timeline;
    this.feed = feed;
    this.broker = broker;
    this.ends = ends;
    this.topics = topics;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    broker.ready().thenRunAsync(this::findEnds);
  }

  private void findEnds() {
    try {
      wanted = ends.lastVisible(topics.items());
    } catch (KafkaException e) {
      LOG.warnf("The end of %s is not known yet, trying again: %s", topics.items(), e.getMessage());
      CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(this::findEnds);
    }
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("view").status(isCaughtUp()).withData("items", timeline.size());
    Instant newest = feed.lastRecord();
    if (newest != null) {
      response.withData("age_s", Duration.between(newest, clock.instant()).toSeconds());
    }
    return response.build();
  }

  /** Whether all that stood in the topic when the service started has been taken in. */
  public boolean isCaughtUp() {
    Map<Integer, Long> offsets = wanted;
    if (!caughtUp && offsets != null) {
      caughtUp = feed.hasTaken(offsets);
    }
    return caughtUp;
  }
}
