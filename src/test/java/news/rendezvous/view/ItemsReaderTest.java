package news.rendezvous.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import news.rendezvous.item.Alias;
import news.rendezvous.item.Alias.Match;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.Story;
import news.rendezvous.kafka.TestBroker;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TestTopics;
import news.rendezvous.kafka.trace.PipelineTracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsReaderTest {

  private static final Instant START = Instant.parse("2026-03-03T10:00:00Z");
  private static final ItemId ID = ItemId.of("en", new Alias(Match.GUID, "harbour"));
  private static final ItemId OTHER = ItemId.of("en", new Alias(Match.GUID, "canal"));

  private final Timeline timeline = Timelines.empty(() -> START);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ItemsReader feed =
      new ItemsReader(
          timeline,
          TestBroker.nowhere(metrics),
          TestTopics.named("test"),
          List.of(),
          metrics,
          PipelineTracing.OFF,
          new PoisonRecords(metrics),
          () -> START);

  @Test
  void neverReplacesARevisionByALowerOne() throws IOException {
    feed.take(item(ID, 3, 1, 5));
    feed.take(item(ID, 2, 0, 3)); // of the partition where it lived before partitions were added

    assertThat(revision(ID)).isEqualTo(3);
    feed.take(item(ID, 4, 1, 6));
    assertThat(revision(ID)).isEqualTo(4);
  }

  @Test
  void keepsAnItemWithdrawnThatAnotherPartitionStillHas() throws IOException {
    feed.take(record(ID.toString(), null, 1, 5));

    feed.take(item(ID, 2, 0, 3));
    assertThat(timeline.find(ID)).isInstanceOf(Lookup.Withdrawn.class);

    feed.take(item(ID, 3, 1, 9)); // published again
    assertThat(revision(ID)).isEqualTo(3);
  }

  @Test
  void retainsTheItemsOfATopicThatWasCreatedAgain() throws IOException {
    feed.take(item(ID, 7, 0, 1));
    feed.take(item(OTHER, 7, 0, 2));

    feed.readingAgain();
    assertThat(timeline.size()).as("served meanwhile").isEqualTo(2);
    feed.take(item(ID, 1, 0, 3));
    feed.caughtUp();

    assertThat(revision(ID)).isEqualTo(1);
    assertThat(timeline.find(OTHER)).isInstanceOf(Lookup.Unknown.class);
  }

  @Test
  void countsItsAgeFromTheNewestRecord() throws IOException {
    feed.take(item(ID, 1, 0, 50));
    feed.take(item(OTHER, 1, 0, 10)); // read last

    assertThat(feed.age()).isEqualTo(Duration.ofSeconds(-50));
    assertThat(metrics.get("rendezvous.view.items").gauge().value()).isEqualTo(2);
  }

  @Test
  void measuresTheTimeFromEntryToItemOfLiveRecordsOnly() throws IOException {
    feed.take(item(ID, 1, 0, -100)); // read at the start
    feed.caughtUp();

    feed.take(item(ID, 2, 0, -4));
    feed.take(item(ID, 3, 0, 30)); // of a replica whose clock is ahead

    Timer latency = metrics.get("rendezvous.entry.to.item").timer();
    assertThat(latency.count()).isEqualTo(2);
    assertThat(latency.totalTime(TimeUnit.SECONDS)).isEqualTo(4);

    feed.readingAgain();
    feed.take(item(ID, 4, 0, -9));
    assertThat(latency.count()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11 | {",
        "urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11 | null",
        "urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11 | []",
        "urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11 | {}",
        "urn:uuid:6f0f6c1e-6f0b-5c55-9a57-0c4a3f8e2d11 | {\"id\":5}",
        "harbour | {}",
        "            | {}",
      })
  void rejectsRecordsThatAreNoItems(@Nullable String key, String json) {
    assertThatThrownBy(() -> feed.take(record(key, json, 0, 1))).isInstanceOf(IOException.class);
    assertThat(timeline.size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "timeline,-1000000000-01-01T00:00:00Z",
    "first_seen,+1000000000-12-31T23:59:59Z",
    "first_seen,2026-03-05T10:00:00Z", // two days after its record
    "timeline,9999-12-31T00:00:00Z",
    "date_published,-0044-03-15T00:00:00Z",
    "timeline,",
    "source,",
  })
  void rejectsItemsWithInvalidMembers(String member, @Nullable String value) {
    String json = new String(Json.encode(news(ID, 1)), StandardCharsets.UTF_8);
    String text = value == null ? "null" : '"' + value + '"';
    String spoilt =
        json.replaceFirst(
            "\"" + member + "\":(\"[^\"]*\"|\\{[^}]*\\})", '"' + member + "\":" + text);
    assertThat(spoilt).isNotEqualTo(json);

    assertThatThrownBy(() -> feed.take(record(ID.toString(), spoilt, 0, 1)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void rejectsInvalidKeys() {
    assertThatThrownBy(() -> feed.take(record("harbour", null, 0, 1)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> feed.take(record(null, null, 0, 1))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> feed.take(item(ID, OTHER))).isInstanceOf(IOException.class);
  }

  private int revision(ItemId id) {
    return ((Lookup.Found) timeline.find(id)).held().item().extension().revision();
  }

  private static ConsumerRecord<String, byte[]> item(ItemId key, ItemId id) {
    String json = new String(Json.encode(news(id, 1)), StandardCharsets.UTF_8);
    return record(key.toString(), json, 0, 1);
  }

  private static ConsumerRecord<String, byte[]> item(
      ItemId id, int revision, int partition, int second) {
    String json = new String(Json.encode(news(id, revision)), StandardCharsets.UTF_8);
    return record(id.toString(), json, partition, second);
  }

  private static ConsumerRecord<String, byte[]> record(
      @Nullable String key, @Nullable String json, int partition, int second) {
    return new ConsumerRecord<>(
        "test.items",
        partition,
        second,
        START.plusSeconds(second).toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        json == null ? null : json.getBytes(StandardCharsets.UTF_8),
        new ProducerRecord<>("unused", "").headers(),
        Optional.empty());
  }

  private static NewsItem news(ItemId id, int revision) {
    Story story =
        new Story(
            null, "Title", null, "Text", null, null, List.of(), START, null, List.of(), List.of(),
            null);
    return Timelines.item(id, "harbour", START, story, revision, List.of(), List.of());
  }
}
