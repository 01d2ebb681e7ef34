package news.rendezvous.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.item.RecordJson;
import news.rendezvous.source.Source;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/** Sources that are deleted or changed while they are polled. */
@QuarkusTest
@TestProfile(PollingProfile.class)
class ChangedDuringPollTest extends PollingTestBase {

  @Test
  void leavesNoStateOfASourceThatWasDeletedDuringItsPoll() {
    put("deleted-slowly", publisher.url("127.0.9.1", "/deleted-slowly"), DAY);
    awaitRequests("/deleted-slowly", 1);

    sources.remove("deleted-slowly").await().atMost(SOON);
    publisher.respondWith("/deleted-slowly", 200, feed("late"));
    // The next poll of the host begins when this one has ended.
    publisher.respondWith("/next", 200, feed("next"));
    put("next", publisher.url("127.0.9.1", "/next"), DAY);
    eventually().until(() -> states.find("next").isPresent());

    assertThat(stored("deleted-slowly")).isEmpty();
  }

  @Test
  void removesAStateThatIsWrittenAfterTheDeletionOfItsSource() {
    publisher.respondWith("/overtaken", 200, feed("overtaken"));
    add("overtaken", "127.0.9.2", DAY);
    PollState late = state("overtaken");
    int partition = sources.partition("overtaken").orElseThrow();
    sources.remove("overtaken").await().atMost(SOON);
    eventually().until(() -> stored("overtaken").isEmpty());

    states.put("overtaken", late, partition).await().atMost(SOON); // as a slower replica does

    eventually().until(() -> states.find("overtaken").isEmpty());
    assertThat(stored("overtaken")).isEmpty();
  }

  @Test
  void storesNothingOfAUrlThatTheSourceNoLongerHas() {
    put("replaced-slowly", publisher.url("127.0.9.3", "/before"), DAY);
    awaitRequests("/before", 1);
    String after = publisher.url("127.0.9.4", "/after");
    publisher.respondWith("/after", 200, feed("after"), "ETag", "\"after\"");
    Source now =
        new Source("replaced-slowly", after, null, "test", null, null, DAY, null, true, false);

    assertThat(sources.replace(now).await().atMost(SOON)).isTrue();
    publisher.respondWith("/before", 200, feed("before"), "ETag", "\"before\"");

    eventually().until(() -> states.find("replaced-slowly").isPresent());
    assertThat(publisher.lastRequest("/after")).doesNotContainKey("If-none-match");
    assertThat(records("replaced-slowly"))
        .extracting(PollState::url, state -> state.memory().validators().etag())
        .containsOnly(tuple(after, "\"after\""));
  }

  /** The state of a source as it is in the topic. */
  private Optional<PollState> stored(String id) {
    List<PollState> all = records(id);
    return all.isEmpty() ? Optional.empty() : Optional.ofNullable(all.get(all.size() - 1));
  }

  /** The records of a source in the topic of poll states; null for a tombstone. */
  private List<PollState> records(String id) {
    List<PollState> found = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            kafka.settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topics.pollState()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          if (id.equals(record.key())) {
            found.add(state(record.value()));
          }
        }
      }
    }
    return found;
  }

  private static PollState state(byte[] json) {
    try {
      return json == null ? null : RecordJson.decode(json, PollState.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
