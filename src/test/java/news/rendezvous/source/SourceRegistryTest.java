package news.rendezvous.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.kafka.topic.CompactedTable.Change;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two registries on one topic, as on two replicas. */
@QuarkusTest
class SourceRegistryTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @Inject TopicClients clients;
  @Inject Topics topics;
  @Inject ConfiguredSources configured;

  private SourceRegistry one;
  private SourceRegistry other;
  private final List<Change<Source>> seen = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    one = started();
    other = started();
    other.onChange(seen::add);
  }

  private SourceRegistry started() {
    SourceRegistry registry = new SourceRegistry(clients, topics, configured);
    registry.start(null);
    await().atMost(SOON).until(registry::isRead);
    return registry;
  }

  @AfterEach
  void stop() {
    one.stop(null);
    other.stop(null);
  }

  @Test
  void everyReplicaFollowsAReplacement() {
    add("registry-replaced", "http://127.0.8.1:1/feed");
    Source changed = source("registry-replaced", "http://127.0.8.1:1/new", false);

    assertThat(one.replace(changed).await().atMost(SOON)).isTrue();

    assertThat(one.find("registry-replaced")).contains(changed);
    await()
        .atMost(SOON)
        .until(() -> other.find("registry-replaced").equals(one.find("registry-replaced")));
    assertThat(other.findByUrl("http://127.0.8.1:1/feed")).isEmpty();
    assertThat(other.findByUrl("http://127.0.8.1:1/new")).contains(changed);
  }

  @Test
  void everyReplicaFollowsTheRemovalAndIsToldOfIt() {
    add("registry-removed", "http://127.0.8.2:1/feed");

    one.remove("registry-removed").await().atMost(SOON);

    assertThat(one.find("registry-removed")).isEmpty();
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(seen).contains(new Change<>("registry-removed", null)));
    assertThat(other.find("registry-removed")).isEmpty();
    assertThat(
            one.add(source("registry-removed", "http://127.0.8.2:1/feed", false))
                .await()
                .atMost(SOON))
        .isEqualTo(Claim.GRANTED);
  }

  @Test
  void everyReplicaFollowsAReplacementInAnotherPartition() {
    add("registry-wandering", "http://wharf.example/feed");
    int before = one.partition("registry-wandering").orElseThrow();
    String elsewhere =
        List.of("http://pier.example/", "http://quay.example/", "http://dock.example/").stream()
            .filter(url -> SourceRegistry.partition(FeedUrl.of(url), 12) != before)
            .findFirst()
            .orElseThrow();

    one.replace(source("registry-wandering", elsewhere, false)).await().atMost(SOON);

    await()
        .atMost(SOON)
        .until(
            () ->
                other
                    .find("registry-wandering")
                    .map(Source::url)
                    .equals(one.find("registry-wandering").map(Source::url)));
    assertThat(other.ids()).contains("registry-wandering");
  }

  @Test
  void replacesNoUrlThatAnotherSourceHas() {
    add("registry-first", "http://127.0.8.3:1/first");
    add("registry-second", "http://127.0.8.3:1/second");

    Source taken = source("registry-second", "http://127.0.8.3:1/first", true);

    assertThat(one.replace(taken).await().atMost(SOON)).isFalse();
    assertThat(one.find("registry-second"))
        .map(Source::url)
        .map(FeedUrl::toString)
        .contains("http://127.0.8.3:1/second");
    assertThat(
            one.replace(source("registry-second", "http://127.0.8.3:1/second", false))
                .await()
                .atMost(SOON))
        .isTrue();
  }

  @Test
  void movesOnlyADefinitionThatWasNotChangedSince() {
    add("registry-moving", "http://127.0.8.4:1/old");
    Source before = one.find("registry-moving").orElseThrow();
    one.move(before, "http://127.0.8.4:1/target").await().atMost(SOON);
    assertThat(one.find("registry-moving"))
        .map(Source::url)
        .map(FeedUrl::toString)
        .contains("http://127.0.8.4:1/target");

    one.move(before, "http://127.0.8.4:1/late").await().atMost(SOON);
    assertThat(one.find("registry-moving"))
        .map(Source::url)
        .map(FeedUrl::toString)
        .contains("http://127.0.8.4:1/target");

    one.remove("registry-moving").await().atMost(SOON);
    one.move(before, "http://127.0.8.4:1/late").await().atMost(SOON);
    assertThat(one.find("registry-moving")).isEmpty();
  }

  private void add(String id, String url) {
    assertThat(one.add(source(id, url, false)).await().atMost(SOON)).isEqualTo(Claim.GRANTED);
    await().atMost(SOON).until(() -> other.find(id).isPresent());
  }

  // Disabled, so that the running service makes no request.
  private static Source source(String id, String url, boolean headers) {
    return new Source(
        id,
        FeedUrl.of(url),
        null,
        null,
        null,
        null,
        null,
        null,
        false,
        false,
        0,
        headers ? Map.of("X-Edition", "eu") : Map.of(),
        null);
  }
}
