package news.rendezvous.view.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import news.rendezvous.kafka.topic.CompactedTable.Change;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.serve.query.FilterBounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two registries on one topic, as on two replicas. */
@QuarkusTest
class ViewRegistryTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Inject TopicClients clients;
  @Inject Topics topics;

  private ViewRegistry one;
  private ViewRegistry other;
  private final List<Change<SavedView>> seen = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    one = started(Map.of());
    other = started(Map.of());
    other.onChange(seen::add);
  }

  private ViewRegistry started(Map<String, SavedViewsConfig.Definition> configured) {
    ViewRegistry registry =
        new ViewRegistry(
            clients, topics, new ConfiguredViews(() -> configured, FilterBounds.USUAL));
    registry.start(null);
    await().atMost(SOON).until(registry::isRead);
    return registry;
  }

  @AfterEach
  void stop() {
    one.stop(null);
    other.stop(null);
  }

  private static SavedView view(String id, String title, boolean configured) {
    return new SavedView(
        id, title, null, "ferry", List.of(), List.of(), List.of(), List.of(), configured);
  }

  @Test
  void isTheSameOnEveryReplica() {
    SavedView view = view("registry-same", "First", false);
    long before = one.version();

    one.put(view).await().atMost(SOON);

    assertThat(one.find("registry-same")).contains(view);
    assertThat(one.lastChanged("registry-same")).isPresent();
    assertThat(one.version()).isGreaterThan(before);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(seen).contains(new Change<>("registry-same", view)));
    assertThat(other.all()).contains(view);

    one.remove("registry-same").await().atMost(SOON);

    assertThat(one.find("registry-same")).isEmpty();
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(seen).contains(new Change<>("registry-same", null)));
    assertThat(other.find("registry-same")).isEmpty();
  }

  @Test
  void removesWhatTheConfigurationNoLongerNames() {
    one.put(view("registry-dropped", "Dropped", true)).await().atMost(SOON);
    one.put(view("registry-kept", "Kept", false)).await().atMost(SOON);

    ViewRegistry restarted = started(Map.of());

    await().atMost(SOON).until(() -> restarted.find("registry-dropped").isEmpty());
    assertThat(restarted.find("registry-kept")).isPresent();
    restarted.stop(null);
  }
}
