package news.rendezvous.dedup;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import news.rendezvous.bench.Invented;
import news.rendezvous.dedup.store.BenchStores;
import news.rendezvous.dedup.store.StoreLayout;
import news.rendezvous.dedup.store.StoryStateStore;
import news.rendezvous.dedup.streams.StageRun.Generation;
import news.rendezvous.dedup.streams.StreamPace;
import news.rendezvous.dedup.streams.TopicSnapshots;
import news.rendezvous.item.Entry;
import news.rendezvous.kafka.trace.PipelineTracing;
import news.rendezvous.kafka.topic.PoisonRecords;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Processor with a filled store, without a broker, driven as Kafka Streams does it. The test driver
 * of Kafka Streams would flush the store after every record.
 */
final class FilledProcessor implements AutoCloseable {

  static final Instant SEEN = Instant.parse("2026-03-03T10:00:00Z");
  static final Duration WINDOW = Duration.ofDays(30);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Path dir = Files.createTempDirectory("rendezvous-dedup");
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final DedupContext dedup =
      new DedupContext(
          new Decider(50),
          1_000_000,
          WINDOW,
          new DedupMetrics(metrics),
        PipelineTracing.OFF,
          new PoisonRecords(metrics),
          new StoreLayout(1),
          new Generation(Uuid.randomUuid(), Uuid.randomUuid()),
          new NoTopics(),
          new StreamPace(Duration.ofMillis(50)));
  private final EntryProcessor processor = new EntryProcessor(dedup);
  private final MockProcessorContext<String, byte[]> context;
  private final boolean disk;
  private StoryStateStore store;
  private Consumer<Map<Bytes, Optional<byte[]>>> rows;
  private int count;

  FilledProcessor(boolean disk) throws IOException {
    this.disk = disk;
    Properties properties = new Properties();
    context = new MockProcessorContext<>(properties, new TaskId(0, 0), dir.toFile());
    set(SEEN);
    store = open();
    store.stories().putGeneration(StoreRebuild.done(dedup.generation()));
    store.stories().write();
    context.addStateStore(store);
    processor.init(context);
  }

  private StoryStateStore open() {
    StoryStateStore opened =
        BenchStores.builder(dedup.layout().storeName(), disk, writer -> rows = writer)
            .withLoggingDisabled()
            .build();
    opened.init(context.getStateStoreContext(), opened);
    return opened;
  }

  static Entry entry(int number) {
    return Invented.entry(number, "en", SEEN);
  }

  /** Fills the store up to a number of stories, all carried on the day of {@link #SEEN}. */
  void fill(int size) {
    StoreLoader past = new StoreLoader(rows, records -> {});
    for (; count < size; count++) {
      past.add(entry(count), dedup.carriedUntil(SEEN.toEpochMilli()));
    }
    past.write();
  }

  /** Waits until RocksDB has compacted its files. */
  void settle() {
    store.flush();
    var process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    for (int quiet = 0; quiet < 4; ) {
      long before = process.getProcessCpuTime();
      LockSupport.parkNanos(LOOK.toNanos());
      quiet = process.getProcessCpuTime() - before < LOOK.toNanos() / 20 ? quiet + 1 : 0;
    }
  }

  void add(int decided) {
    count += decided;
  }

  int count() {
    return count;
  }

  void set(Instant now) {
    context.setCurrentSystemTimeMs(now.toEpochMilli());
  }

  void process(byte[] value) {
    context.setRecordMetadata("entries", 0, 0);
    processor.process(new Record<>("en", value, SEEN.toEpochMilli()));
  }

  /** Runs the processor's punctuator. */
  void expire() {
    context.scheduledPunctuators().get(0).getPunctuator().punctuate(context.currentSystemTimeMs());
  }

  double expired() {
    return metrics.find("rendezvous.dedup").tag("decision", "forgotten").counter().count();
  }

  /** Number of items that were published since the last call. */
  int published() {
    int published = context.forwarded().size();
    context.resetForwards();
    return published;
  }

  long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Closes the store and opens it again. */
  double secondsToOpen() {
    store.close();
    long begun = System.nanoTime();
    store = open();
    return (System.nanoTime() - begun) / 1e9;
  }

  @Override
  public void close() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** For a store that needs no rebuild. */
  private static final class NoTopics implements TopicSnapshots {

    @Override
    public Snapshot items() {
      throw new IllegalStateException("no rebuild is expected");
    }

    @Override
    public boolean hasPreviousChangelog() {
      return false;
    }

    @Override
    public Snapshot previousChangelog(int partition) {
      throw new IllegalStateException("no rebuild is expected");
    }

    @Override
    public Snapshot entries(int partition) {
      throw new IllegalStateException("no rebuild is expected");
    }
  }
}
