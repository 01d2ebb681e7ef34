package news.rendezvous.serve.hub.delivery;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import news.rendezvous.item.ItemId;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicLayout;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.serve.hub.delivery.Subscriber.DeliveryState;
import org.apache.kafka.common.KafkaException;

/** Makes events, and the parts of a delivery that CDI makes in the service. */
public final class DeliveryParts {

  private DeliveryParts() {}

  /** Defaults, but for these keys below {@code rendezvous.hub}. */
  public static DeliveryConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(DeliveryConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
        .withDefaultValues(
            settings.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        entry -> "rendezvous.hub." + entry.getKey(), Map.Entry::getValue)))
        .build()
        .getConfigMapping(DeliveryConfig.class);
  }

  public static HubEvent event(int partition, long offset, Instant time) {
    ItemId id = new ItemId(new UUID(partition, offset));
    return new HubEvent(partition, offset, "published", time, id, null);
  }

  /** Partition and offset of an event. */
  public static String name(HubEvent event) {
    return event.partition() + ":" + event.offset();
  }

  /** A window of a topic with this layout. */
  public static EventWindow window(
      DeliveryConfig config, PoisonRecords poison, Supplier<Optional<TopicLayout>> layout) {
    return new EventWindow(config.window(), config.windowSize().asLongValue(), poison, layout);
  }

  /** The window of the items topic. */
  public static EventWindow window(
      DeliveryConfig config, PoisonRecords poison, TopicClients clients, Topics topics) {
    return new EventWindow(config, poison, clients, topics);
  }

  public static void add(EventWindow window, HubEvent event) {
    window.add(event);
  }

  /**
   * A reader of a topic that holds these events, three of them in a block.
   *
   * @param topic may change
   */
  public static EventReader reader(EventWindow window, List<HubEvent> topic) {
    return new EventReader(window, new ListedEvents(topic));
  }

  private record ListedEvents(List<HubEvent> topic) implements EventHistory {

    @Override
    public Block read(int partition, long offset) {
      List<HubEvent> all =
          topic.stream()
              .filter(event -> event.partition() == partition && event.offset() >= offset)
              .limit(3)
              .toList();
      if (all.isEmpty()) {
        throw new KafkaException("no such offset");
      }
      return new Block(partition, all.get(0).offset(), all.get(all.size() - 1).offset() + 1, all);
    }

    @Override
    public long[] end() {
      long[] ends = new long[8];
      topic.forEach(event -> ends[event.partition()] = event.offset() + 1);
      return ends;
    }
  }

  /** The history of the items topic. */
  public static TopicHistory history(
      DeliveryConfig config, TopicClients clients, Topics topics, PoisonRecords poison) {
    return new TopicHistory(config, clients, topics, poison);
  }

  /** A registry that is not open. */
  public static SubscriberRegistry registry(TopicClients clients, Topics topics) {
    return new SubscriberRegistry(clients, topics);
  }

  public static void open(SubscriberRegistry registry) {
    registry.open();
  }

  public static void close(SubscriberRegistry registry) {
    registry.close();
  }

  /** The same subscriber after a delivery, or an attempt of one. */
  public static Subscriber at(Subscriber subscriber, String position, DeliveryState state) {
    return subscriber.at(position, state);
  }
}
