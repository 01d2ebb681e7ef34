package news.rendezvous.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import news.rendezvous.broker.TopicClients;
import news.rendezvous.broker.TopicFollower;
import news.rendezvous.broker.Topics;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.NewsItem;
import news.rendezvous.item.RecordJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Follows the items topic for the timeline, and for all that listen. */
@ApplicationScoped
public class ItemsFeed implements TopicFollower.Handler {

  /** Tombstones that are remembered; Kafka itself keeps them for a day. */
  private static final int MOST_TOMBSTONES = 20_000;

  /** How far clocks of replicas and of brokers may be apart. */
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);

  private record Tombstone(int partition, long timestamp) {}

  private final Timeline timeline;
  private final List<ItemsListener> listeners;
  private final InstantSource clock;
  private final TopicFollower follower;
  private final Map<ItemId, Tombstone> tombstones = bounded(MOST_TOMBSTONES);
  private @Nullable Set<ItemId> readAgain;
  private volatile @Nullable Instant newest;
  private volatile boolean complete;

  @Inject
  ItemsFeed(
      Timeline timeline,
      TopicClients clients,
      Topics topics,
      @All List<ItemsListener> listeners,
      MeterRegistry metrics,
      InstantSource clock) {
    this.timeline = timeline;
    this.listeners = listeners;
    this.clock = clock;
    this.follower = clients.follower(topics.items(), TopicFollower.Reading.COMMITTED, this);
    Gauge.builder("rendezvous.view.items", timeline::size)
        .description("Items that this replica serves")
        .register(metrics);
    TimeGauge.builder("rendezvous.view.age", this::ageSeconds, TimeUnit.SECONDS)
        .description("Age of the newest record in the items topic")
        .register(metrics);
  }

  private static <K, V> Map<K, V> bounded(int most) {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  void start(@Observes StartupEvent event) {
    follower.start();
  }

  void stop(@Observes ShutdownEvent event) {
    follower.close();
  }

  /**
   * The item of a record; null for a withdrawal.
   *
   * @throws IOException for a record that is neither
   */
  public static @Nullable Held read(ConsumerRecord<@Nullable String, byte @Nullable []> record)
      throws IOException {
    ItemId id =
        ItemId.parse(record.key())
            .orElseThrow(() -> new IOException("the key is no item id: " + record.key()));
    byte[] json = record.value();
    if (json == null) {
      return null;
    }
    NewsItem item = RecordJson.decode(json, NewsItem.class);
    if (!item.id().equals(id)) {
      throw new IOException("the item has another id than the key " + record.key());
    }
    Instant recorded = Instant.ofEpochMilli(record.timestamp());
    Instant seen = item.extension().firstSeen();
    if (seen.isAfter(recorded.plus(CLOCK_SKEW))) { // it would stand before all others for ever
      throw new IOException("first_seen is %s, and the record of %s".formatted(seen, recorded));
    }
    return Held.of(item, json, recorded);
  }

  @Override
  public void take(ConsumerRecord<@Nullable String, byte @Nullable []> record) throws IOException {
    Held held = read(record);
    ItemId id = ItemId.parse(record.key()).orElseThrow();
    boolean firstAgain = readAgain != null && readAgain.add(id);
    if (held == null) {
      tombstones.put(id, new Tombstone(record.partition(), record.timestamp()));
      timeline.withdraw(id, Instant.ofEpochMilli(record.timestamp()));
    } else if (firstAgain || isLatest(id, held, record)) {
      timeline.put(held);
    }
    Instant recorded = Instant.ofEpochMilli(record.timestamp());
    newest = newest == null || newest.isBefore(recorded) ? recorded : newest;
    listeners.forEach(listener -> listener.read(record, held));
  }

  // After partitions were added an item has records in two of them, read in any order: the greater
  // revision counts, and a withdrawal for all that is no later than it.
  private boolean isLatest(
      ItemId id, Held held, ConsumerRecord<@Nullable String, byte @Nullable []> record) {
    Lookup known = timeline.find(id);
    if (known instanceof Lookup.Found found) {
      return held.item().extension().revision() >= found.held().item().extension().revision();
    }
    Tombstone tombstone = tombstones.get(id);
    return tombstone == null
        || tombstone.partition() == record.partition()
        || tombstone.timestamp() < record.timestamp();
  }

  @Override
  public void polled() {
    listeners.forEach(ItemsListener::polled);
  }

  @Override
  public void readingAgain() {
    readAgain = new HashSet<>();
    tombstones.clear();
    newest = null;
    listeners.forEach(ItemsListener::readingAgain);
  }

  @Override
  public void caughtUp() {
    if (readAgain != null) {
      timeline.retain(readAgain);
      readAgain = null;
    }
    complete = true;
    listeners.forEach(listener -> listener.caughtUp(follower.positions()));
  }

  /** Whether all that stood in the topic when the service started has been taken in. */
  boolean isCaughtUp() {
    return complete;
  }

  /** Age of the newest record; null before the first. */
  @Nullable Duration age() {
    Instant record = newest;
    return record == null ? null : Duration.between(record, clock.instant());
  }

  private double ageSeconds() {
    Duration age = age();
    return age == null ? Double.NaN : age.toMillis() / 1000.0;
  }
}
