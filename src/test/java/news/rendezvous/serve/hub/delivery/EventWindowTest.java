package news.rendezvous.serve.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicLayout;
import news.rendezvous.view.ItemRecord;
import news.rendezvous.view.StreamPosition;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventWindowTest {

  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

  /** Memory of a withdrawal, which has no item. */
  private static final int SIZE = 256;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> announced = new ArrayList<>();
  private Uuid topicId = Uuid.randomUuid();

  private EventWindow window(int capacity, long bytes) {
    EventWindow window =
        new EventWindow(
            capacity,
            bytes,
            new PoisonRecords(metrics),
            () -> Optional.of(new TopicLayout(topicId, 2, Set.of())));
    window.listen(
        new EventWindow.Listener() {
          @Override
          public void grown() {
            announced.add("grown");
          }

          @Override
          public void emptied(boolean recreated) {
            announced.add(recreated ? "recreated" : "emptied");
          }
        });
    return window;
  }

  private static void add(EventWindow window, int partition, long... offsets) {
    for (long offset : offsets) {
      window.add(DeliveryParts.event(partition, offset, NOON));
    }
  }

  private static List<String> names(@Nullable List<EventWindow.Numbered> events) {
    return events == null
        ? List.of("gone")
        : events.stream().map(one -> DeliveryParts.name(one.event())).toList();
  }

  private static List<String> after(EventWindow window, long... position) {
    OptionalLong number = window.numberAt(StreamPosition.of(position));
    return number.isPresent() ? names(window.from(number.getAsLong())) : List.of("gone");
  }

  @Test
  void givesTheEventsAfterAPosition() {
    EventWindow window = window(10, 1 << 20);
    add(window, 0, 0, 1);
    add(window, 1, 0);
    add(window, 0, 2);
    window.caughtUp(Map.of(0, 3L, 1, 1L));

    assertThat(after(window, 0, 0)).containsExactly("0:0", "0:1", "1:0", "0:2");
    assertThat(after(window, 1, 0)).containsExactly("0:1", "1:0", "0:2");
    assertThat(after(window, 3, 0)).containsExactly("1:0", "0:2"); // 0:2 is skipped by its reader
    assertThat(after(window, 3, 1)).isEmpty();
    assertThat(after(window, 900, 900)).isEmpty();
  }

  @Test
  void doesNotHoldWhatLeftItByNumber() {
    EventWindow window = window(3, 1 << 20);
    add(window, 0, 0, 1, 2, 3, 4);
    window.caughtUp(Map.of(0, 5L));

    assertThat(after(window, 1)).containsExactly("gone");
    assertThat(after(window, 2)).containsExactly("0:2", "0:3", "0:4");
    assertThat(names(window.from(1))).containsExactly("gone");
  }

  @Test
  void doesNotHoldWhatLeftItByBytes() {
    EventWindow window = window(100, 2 * SIZE);
    add(window, 0, 0, 1, 2);
    window.caughtUp(Map.of(0, 3L));

    assertThat(after(window, 0)).containsExactly("gone");
    assertThat(after(window, 1)).containsExactly("0:1", "0:2");
  }

  @Test
  void doesNotClaimRecordsBeforeTheFirstThatItRead() {
    EventWindow window = window(10, 1 << 20);
    add(window, 0, 70);
    window.caughtUp(Map.of(0, 71L, 1, 40L));

    assertThat(after(window, 69, 40)).containsExactly("gone");
    assertThat(after(window, 70, 39)).containsExactly("gone");
    assertThat(after(window, 70, 40)).containsExactly("0:70");
  }

  @Test
  void isNotReadyBeforeTheEndOfTheTopic() {
    EventWindow window = window(10, 1 << 20);
    add(window, 0, 0);
    window.polled();

    assertThat(after(window, 0)).containsExactly("gone");
    assertThat(announced).isEmpty();
    window.caughtUp(Map.of(0, 1L));
    assertThat(announced).containsExactly("grown");
  }

  @Test
  void isEmptyWhileATopicIsReadAgain() {
    EventWindow window = window(10, 1 << 20);
    add(window, 0, 0, 1);
    window.caughtUp(Map.of(0, 2L));
    long end = window.end();

    window.readingAgain();
    add(window, 0, 1);
    window.caughtUp(Map.of(0, 2L));
    topicId = Uuid.randomUuid();
    window.readingAgain();

    assertThat(announced).containsExactly("grown", "emptied", "grown", "recreated");
    assertThat(window.holds(end)).isFalse();
    assertThat(window.isReady()).isFalse();
  }

  @Test
  void announcesTheEventsOfAPollOnce() throws IOException {
    EventWindow window = window(10, 1 << 20);
    window.caughtUp(Map.of(0, 0L));

    window.read(record(0, "news.rendezvous.item.withdrawn"));
    window.read(record(1, "news.rendezvous.item.withdrawn"));
    window.polled();
    window.polled();

    assertThat(announced).containsExactly("grown", "grown");
    assertThat(window.from(0))
        .extracting(one -> one.event().type())
        .containsExactly("withdrawn", "withdrawn");
  }

  @Test
  void setsARecordWithoutATypeAside() throws IOException {
    EventWindow window = window(10, 1 << 20);
    window.caughtUp(Map.of(0, 0L));

    window.read(record(0, null));
    window.read(record(1, "withdrawn"));
    window.read(record(2, "news.rendezvous.item.withdrawn"));

    assertThat(window.from(0)).extracting(one -> one.event().offset()).containsExactly(2L);
    assertThat(metrics.get("rendezvous.poison.records").counter().count()).isEqualTo(2);
  }

  private static ItemRecord record(long offset, @Nullable String type) throws IOException {
    ConsumerRecord<@Nullable String, byte @Nullable []> raw =
        new ConsumerRecord<>(
            "items", 0, offset, "urn:uuid:00000000-0000-5000-8000-000000000000", null);
    if (type != null) {
      raw.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
    }
    return ItemRecord.decode(raw);
  }
}
