package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jboss.logging.Logger;

/** Makes the topics that do not exist, as soon as the broker can be reached. */
@ApplicationScoped
class TopicCreation implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(TopicCreation.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Topics topics;
  private final KafkaAccess kafka;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "rendezvous-topics");
            thread.setDaemon(true);
            return thread;
          });

  @Inject
  TopicCreation(Topics topics, KafkaAccess kafka) {
    this.topics = topics;
    this.kafka = kafka;
  }

  /** Tries until it succeeds, then completes the future. */
  void create(CompletableFuture<Void> done) {
    executor.execute(() -> attempt(done));
  }

  private void attempt(CompletableFuture<Void> done) {
    try {
      createMissing();
      done.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closing
    } catch (ExecutionException | KafkaException e) {
      LOG.warnf("Kafka cannot be reached yet, trying again: %s", e.getMessage());
      executor.schedule(() -> attempt(done), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void createMissing() throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(kafka.properties())) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing =
          topics.wanted().stream().filter(topic -> !existing.contains(topic.name())).toList();
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      // Another replica was quicker, which is as good.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
