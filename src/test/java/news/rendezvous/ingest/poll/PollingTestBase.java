package news.rendezvous.ingest.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import news.rendezvous.ingest.poll.queue.PollAnswer;
import news.rendezvous.ingest.poll.state.PollState;
import news.rendezvous.ingest.poll.state.PollStates;
import news.rendezvous.ingest.poll.state.SourceStatus;
import news.rendezvous.kafka.client.KafkaAccess;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.source.Source;
import news.rendezvous.source.SourceRegistry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The running service and a publisher. Each test has sources, paths and hosts of its own. */
abstract class PollingTestBase {

  static final Duration DAY = Duration.ofDays(1);
  static final Duration SOON = Duration.ofSeconds(20);

  /** The least interval, see {@link PollingProfile}. */
  static final Duration OFTEN = Duration.ofMillis(50);

  static Publisher publisher;

  @Inject SourceRegistry sources;
  @Inject PollScheduler polls;
  @Inject PollStates states;
  @Inject KafkaAccess kafka;
  @Inject Topics topics;
  @Inject JumpingClock clock;
  @Inject MeterRegistry metrics;

  @BeforeAll
  static void open() {
    publisher = new Publisher();
  }

  @AfterAll
  static void close() {
    publisher.close();
  }

  @AfterEach
  void setTheClock() {
    clock.jumpTo(Duration.ZERO);
  }

  static ConditionFactory eventually() {
    return await().atMost(SOON).pollInterval(Duration.ofMillis(10)).pollDelay(Duration.ZERO);
  }

  /** Adds a source and awaits its first poll. */
  void add(String id, String host, @Nullable Duration interval) {
    put(id, publisher.url(host, "/" + id), interval);
    eventually().until(() -> states.find(id).isPresent());
  }

  void put(String id, String url, @Nullable Duration interval) {
    Source source = new Source(id, url, null, "test", null, null, interval, null, true, false);
    sources.add(source).await().atMost(SOON);
  }

  Source source(String id) {
    return sources.find(id).orElseThrow();
  }

  PollState state(String id) {
    return states.find(id).orElseThrow();
  }

  SourceStatus status(String id) {
    return SourceStatus.of(source(id), state(id));
  }

  /** Polls a source. The result of a poll that had sent its request before does not count. */
  PollAnswer.Polled poll(String id) {
    PollAnswer answer;
    int before;
    do {
      before = publisher.requests();
      answer = polls.pollNow(id).await().atMost(SOON);
    } while (publisher.requests() == before);
    assertThat(answer).isInstanceOf(PollAnswer.Polled.class);
    return (PollAnswer.Polled) answer;
  }

  Duration untilNext(String id) {
    return Duration.between(state(id).plan().last(), state(id).plan().next());
  }

  static void awaitRequests(String path, int more) {
    int wanted = publisher.requests(path).size() + more;
    eventually().until(() -> publisher.requests(path).size() >= wanted);
  }

  /** Number of entries that were ever sent. */
  long sent() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topics.entries()).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      return consumer.endOffsets(partitions).values().stream().mapToLong(end -> end).sum();
    }
  }

  static String feed(String... stories) {
    StringBuilder items = new StringBuilder();
    for (String story : stories) {
      items.append(
          "<item><guid>urn:%1$s</guid><title>%1$s</title><description>The %1$s sailed.</description></item>"
              .formatted(story));
    }
    return "<rss version='2.0'><channel><title>Pier</title>" + items + "</channel></rss>";
  }
}
