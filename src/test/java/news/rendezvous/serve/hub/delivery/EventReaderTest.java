package news.rendezvous.serve.hub.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import news.rendezvous.item.url.FeedUrl;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicLayout;
import news.rendezvous.serve.hub.delivery.EventReader.Batch;
import news.rendezvous.serve.hub.delivery.EventReader.Place;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import news.rendezvous.serve.hub.delivery.Subscriber.Kind;
import news.rendezvous.view.StreamPosition;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class EventReaderTest {

  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final int SCHEDULES = 10_000;

  /** Those of three events and a half. */
  private static final int MOST_BYTES = 7 * DeliveryParts.event(0, 0, NOON).size() / 2;

  /** A topic with gaps, read in blocks of some length, and the window of a replica. */
  private static final class Topic implements EventHistory {

    final List<HubEvent> log = new ArrayList<>();
    final EventWindow window;
    final long[] ends;
    Optional<TopicLayout> layout = Optional.empty();
    private final int block;

    Topic(int partitions, int windowLength, int block) {
      this.window =
          new EventWindow(
              windowLength, 1 << 20, new PoisonRecords(new SimpleMeterRegistry()), () -> layout);
      this.ends = new long[partitions];
      this.block = block;
    }

    void add(int partition, int gap) {
      HubEvent event = DeliveryParts.event(partition, ends[partition] + gap, NOON);
      ends[partition] = event.offset() + 1;
      log.add(event);
      window.add(event);
    }

    void catchUp() {
      Map<Integer, Long> positions = new HashMap<>();
      for (int partition = 0; partition < ends.length; partition++) {
        positions.put(partition, ends[partition]);
      }
      window.caughtUp(positions);
    }

    @Override
    public Block read(int partition, long offset) {
      long from = offset - offset % block;
      long to = Math.min(from + block, ends[partition]);
      if (to <= offset) {
        throw new KafkaException("behind the end");
      }
      return new Block(
          partition,
          from,
          to,
          log.stream()
              .filter(event -> event.partition() == partition)
              .filter(event -> event.offset() >= from && event.offset() < to)
              .toList());
    }

    @Override
    public long[] end() {
      return ends.clone();
    }
  }

  private static SharedContent content(Predicate<HubEvent> wanted, int most) {
    Subscriber subscriber =
        new Subscriber(
            "hub/1",
            Kind.WEBSUB,
            FeedUrl.of("http://127.0.0.1:9001/"),
            "http://127.0.0.1:8080/feed.atom",
            null,
            NOON,
            null,
            StreamPosition.of().toString(),
            DeliveryState.NONE);
    NotificationFormat.Content content =
        new NotificationFormat.Content() {
          @Override
          public boolean concerns(HubEvent event) {
            return wanted.test(event);
          }

          @Override
          public int most() {
            return most;
          }

          @Override
          public long mostBytes() {
            return MOST_BYTES;
          }

          @Override
          public Optional<Notification> notification(List<HubEvent> events) {
            return Optional.empty();
          }
        };
    NotificationFormat format =
        new NotificationFormat() {
          @Override
          public Kind kind() {
            return Kind.WEBSUB;
          }

          @Override
          public Optional<Content> content(Subscriber one) {
            return Optional.of(content);
          }
        };
    return new SharedContent(
        format, subscriber, new SharedContent.Shared(() -> 0, () -> 0, (event, why) -> {}));
  }

  /** A topic that was created again while no replica ran may have as many records as before. */
  @Test
  void beginsAnewWhereThePositionIsOfATopicBefore() {
    Uuid now = new Uuid(1, 2);
    Topic topic = new Topic(1, 8, 4);
    topic.layout = Optional.of(new TopicLayout(now, 1, Set.of()));
    IntStream.range(0, 3).forEach(n -> topic.add(0, 0));
    topic.catchUp();
    EventReader reader = new EventReader(topic.window, topic);
    StreamPosition two = StreamPosition.of(2);

    for (StreamPosition here : List.of(two, two.in(now))) {
      assertThat(offsets(reader, here)).containsExactly(2L);
    }
    assertThat(offsets(reader, two.in(new Uuid(3, 4)))).containsExactly(0L, 1L, 2L);
  }

  private static List<Long> offsets(EventReader reader, StreamPosition from) {
    return reader
        .next(Place.at(from), content(event -> true, 10), null)
        .orElseThrow()
        .events()
        .stream()
        .map(HubEvent::offset)
        .toList();
  }

  /**
   * Events come, the window moves on, the subscriber reads, fails, and moves to a replica with
   * another window, in any order: it gets each event that it wants once, in order.
   */
  @Test
  void losesNoEventBetweenWindowAndHistory() {
    for (int seed = 0; seed < SCHEDULES; seed++) {
      schedule(new Random(seed), seed);
    }
  }

  private static void schedule(Random random, int seed) {
    int partitions = 1 + random.nextInt(4);
    Topic topic = new Topic(partitions, 1 + random.nextInt(8), 1 + random.nextInt(6));
    int modulus = 1 + random.nextInt(4);
    Predicate<HubEvent> wanted = event -> (event.offset() + event.partition()) % modulus == 0;
    SharedContent content = content(wanted, 1 + random.nextInt(5));
    EventReader reader = new EventReader(topic.window, topic);
    for (int n = random.nextInt(10); n > 0; n--) {
      topic.add(random.nextInt(partitions), random.nextInt(3));
    }
    topic.catchUp();
    StreamPosition from = topic.window.reached();
    if (random.nextBoolean()) {
      from = StreamPosition.of();
    }
    Place place = Place.at(from);
    List<HubEvent> got = new ArrayList<>();
    for (int step = random.nextInt(40); step > 0; step--) {
      switch (random.nextInt(5)) {
        case 0, 1 -> topic.add(random.nextInt(partitions), random.nextInt(3));
        case 2, 3 -> {
          Batch batch = reader.next(place, content, null).orElseThrow();
          if (random.nextInt(4) > 0) { // otherwise the request failed
            got.addAll(batch.events());
            place = batch.to();
          }
        }
        default -> {
          place = Place.at(StreamPosition.parse(place.position().toString()).orElseThrow());
          content = content(wanted, 1 + random.nextInt(5));
        }
      }
    }
    for (int n = 0; n < 200 && place.number() < topic.window.end(); n++) {
      Batch batch = reader.next(place, content, null).orElseThrow();
      got.addAll(batch.events());
      place = batch.to();
    }
    StreamPosition begun = from;
    for (int partition = 0; partition < partitions; partition++) {
      int one = partition;
      assertThat(got.stream().filter(event -> event.partition() == one))
          .as("seed %d partition %d", seed, one)
          .containsExactlyElementsOf(
              topic.log.stream()
                  .filter(event -> event.partition() == one)
                  .filter(event -> !begun.isPast(one, event.offset()))
                  .filter(wanted)
                  .toList());
    }
    assertThat(place.position().reaches(topic.window.reached())).as("seed %d", seed).isTrue();
    assertThat(topic.window.reached().reaches(place.position())).as("seed %d", seed).isTrue();
  }

  @Test
  void evaluatesAnEventOnceForAllSubscribersOfATopic() {
    Topic topic = new Topic(1, 100, 10);
    topic.catchUp();
    int[] evaluated = {0};
    SharedContent content =
        content(
            event -> {
              evaluated[0]++;
              return true;
            },
            5);
    EventReader reader = new EventReader(topic.window, topic);
    List<Place> places = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      places.add(new Place(StreamPosition.of(0), 0));
    }

    for (int n = 0; n < 20; n++) {
      topic.add(0, 0);
      places.replaceAll(place -> reader.next(place, content, null).orElseThrow().to());
    }

    assertThat(evaluated[0]).isEqualTo(20);
  }

  @Test
  void takesNoMoreEventsThanTheBytesOfARequestAllow() {
    Topic topic = new Topic(1, 100, 10);
    topic.catchUp();
    for (int n = 0; n < 7; n++) {
      topic.add(0, 0);
    }
    EventReader reader = new EventReader(topic.window, topic);
    SharedContent content = content(event -> true, 5);
    Place place = Place.at(StreamPosition.of(0));
    List<Integer> sizes = new ArrayList<>();

    for (int n = 0; n < 3; n++) {
      Batch batch = reader.next(place, content, null).orElseThrow();
      sizes.add(batch.events().size());
      place = batch.to();
    }

    assertThat(sizes).containsExactly(3, 3, 1);
  }

  @Test
  void givesUpTheEventsThatAreTooOldAndNoOthers() {
    Topic topic = new Topic(1, 100, 10);
    topic.catchUp();
    for (int n = 0; n < 6; n++) {
      topic.log.add(DeliveryParts.event(0, n, NOON.plus(Duration.ofHours(n))));
      topic.window.add(topic.log.get(n));
    }
    EventReader reader = new EventReader(topic.window, topic);
    SharedContent content = content(event -> event.offset() != 1, 5);

    Batch batch =
        reader
            .next(Place.at(StreamPosition.of(0)), content, NOON.plus(Duration.ofHours(3)))
            .orElseThrow();

    assertThat(batch.setAside()).isEqualTo(2);
    assertThat(batch.events()).isEmpty();
    assertThat(reader.next(batch.to(), content, null).orElseThrow().events())
        .extracting(HubEvent::offset)
        .containsExactly(3L, 4L, 5L);
  }
}
