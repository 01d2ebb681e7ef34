package news.rendezvous.view;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.context.Context;
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
import news.rendezvous.item.ItemId;
import news.rendezvous.kafka.topic.PoisonRecords;
import news.rendezvous.kafka.topic.TopicClients;
import news.rendezvous.kafka.topic.TopicFollower;
import news.rendezvous.kafka.topic.Topics;
import news.rendezvous.kafka.trace.PipelineTracing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reader of the items topic for the timeline and for all listeners. */
@ApplicationScoped
class ItemsReader implements TopicFollower.Handler {

  private static final Logger LOG = Logger.getLogger(ItemsReader.class);

  /** Bound of the tombstones that are kept; Kafka itself keeps them for a day. */
  private static final int MOST_TOMBSTONES = 20_000;

  private record Tombstone(int partition, long timestamp) {}

  private final Timeline timeline;
  private final List<ItemsListener> listeners;
  private final InstantSource clock;
  private final PipelineTracing tracing;
  private final PoisonRecords poison;
  private final String topic;
  private final TopicFollower follower;
  private final Map<ItemId, Tombstone> tombstones = bounded(MOST_TOMBSTONES);
  private final Timer latency;
  private @Nullable Set<ItemId> readAgain;
  private volatile @Nullable Instant newest;
  private volatile boolean complete;

  @Inject
  ItemsReader(
      Timeline timeline,
      TopicClients clients,
      Topics topics,
      @All List<ItemsListener> listeners,
      MeterRegistry metrics,
      PipelineTracing tracing,
      PoisonRecords poison,
      InstantSource clock) {
    this.timeline = timeline;
    this.listeners = listeners;
    this.clock = clock;
    this.tracing = tracing;
    this.poison = poison;
    this.topic = topics.items();
    this.follower = clients.follower(topics.items(), TopicFollower.Reading.COMMITTED, this);
    Gauge.builder("rendezvous.view.items", timeline::size)
        .description("Items that this replica serves")
        .register(metrics);
    TimeGauge.builder("rendezvous.view.age", this::ageSeconds, TimeUnit.SECONDS)
        .description("Age of the newest record in the items topic")
        .register(metrics);
    this.latency =
        Timer.builder("rendezvous.entry.to.item")
            .description(
                "Time from the record of an entry to the reading of its committed item, live items only")
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

  @Override
  public void take(ConsumerRecord<@Nullable String, byte @Nullable []> raw) throws IOException {
    if (!isLive()) {
      read(raw);
      return;
    }
    Context trace = tracing.consume("read item", raw.headers());
    try {
      latency.record(sinceEntry(read(raw)));
    } finally {
      PipelineTracing.end(trace, null);
    }
  }

  private ItemRecord read(ConsumerRecord<@Nullable String, byte @Nullable []> raw)
      throws IOException {
    ItemRecord record = ItemRecord.decode(raw);
    ViewItem item = record.item();
    if (item != null && isLive()) {
      item.complete();
    }
    apply(record);
    Instant recorded = record.recorded();
    newest = newest == null || newest.isBefore(recorded) ? recorded : newest;
    timeline.reach(timeline.position().after(raw.partition(), raw.offset()));
    listeners.forEach(listener -> listener.read(record));
    return record;
  }

  private boolean isLive() {
    return complete && readAgain == null;
  }

  // The dedup stage gives an item the timestamp of its entry. That is of another replica's clock,
  // which may be ahead.
  private Duration sinceEntry(ItemRecord record) {
    Duration age = Duration.between(record.recorded(), clock.instant());
    return age.isNegative() ? Duration.ZERO : age;
  }

  private void apply(ItemRecord record) {
    boolean firstOfPass = readAgain != null && readAgain.add(record.id());
    ViewItem item = record.item();
    if (item == null) {
      tombstones.put(
          record.id(), new Tombstone(record.raw().partition(), record.raw().timestamp()));
      timeline.withdraw(record.id(), record.recorded());
    } else if (firstOfPass || isLatest(record, item)) {
      timeline.put(item);
    }
  }

  // After partitions were added an item has records in two of them, read in any order: the greater
  // revision counts, and a tombstone counts for all records that are not later.
  private boolean isLatest(ItemRecord record, ViewItem item) {
    if (timeline.find(record.id()) instanceof Lookup.Found found) {
      return item.revision() >= found.held().revision();
    }
    Tombstone tombstone = tombstones.get(record.id());
    return tombstone == null
        || tombstone.partition() == record.raw().partition()
        || tombstone.timestamp() < record.raw().timestamp();
  }

  @Override
  public void polled() {
    StreamPosition read = position();
    if (isLive() && !timeline.position().reaches(read)) {
      timeline.reach(timeline.position().or(read)); // over the markers of transactions
    }
    listeners.forEach(ItemsListener::polled);
  }

  private StreamPosition position() {
    StreamPosition read = StreamPosition.of(follower.positions());
    return follower.topicId().map(read::in).orElse(read);
  }

  @Override
  public void readingAgain() {
    readAgain = new HashSet<>();
    tombstones.clear();
    newest = null;
    timeline.reach(StreamPosition.of());
    listeners.forEach(ItemsListener::readingAgain);
  }

  @Override
  public void caughtUp() {
    if (readAgain != null) {
      timeline.retain(readAgain);
      readAgain = null;
    }
    complete = true;
    timeline.reach(position());
    listeners.forEach(listener -> listener.caughtUp(follower.positions()));
    Thread completion = new Thread(this::completeItems, "rendezvous-view-completion");
    completion.setDaemon(true);
    completion.start();
  }

  // After readiness: what a request needs before is decoded for it.
  private void completeItems() {
    try {
      timeline.complete(
          (item, why) -> poison.setAside(topic, item.partition(), item.offset(), why));
    } catch (RuntimeException e) { // a bug; items are completed when they are used
      LOG.error("The view could not decode all of its items ahead of requests", e);
    }
  }

  boolean isCaughtUp() {
    return complete;
  }

  @Nullable Duration age() {
    Instant record = newest;
    return record == null ? null : Duration.between(record, clock.instant());
  }

  private double ageSeconds() {
    Duration age = age();
    return age == null ? Double.NaN : age.toMillis() / 1000.0;
  }
}
