package news.rendezvous.dedup;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import news.rendezvous.bench.Invented;
import news.rendezvous.broker.PoisonRecords;
import news.rendezvous.item.Entry;
import news.rendezvous.item.ItemId;
import news.rendezvous.item.Json;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * What a decision costs among many stories, on one thread and without a broker. The processor is
 * driven as Kafka Streams does it; its test driver would flush the store after every record.
 *
 * <p>Arguments: {@code disk} or {@code heap}; then how many stories are to be held, ascending.
 */
public final class DedupBench {

  private static final int ROUND = 20_000;
  private static final Instant SEEN = Instant.parse("2026-03-03T10:00:00Z");

  private final Random random = new Random(7);
  private final Path dir = Files.createTempDirectory("rendezvous-dedup");
  private final MockProcessorContext<String, byte[]> context;
  private final KeyValueStore<Bytes, byte[]> store;
  private final Rules rules;
  private final EntryProcessor processor;
  private int held;

  private DedupBench(boolean disk) throws IOException {
    Properties properties = new Properties();
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, DiskSettings.class);
    context = new MockProcessorContext<>(properties, new TaskId(0, 0), dir.toFile());
    context.setCurrentSystemTimeMs(SEEN.toEpochMilli());
    store = store(disk);
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    rules =
        new Rules(
            new Decider(50),
            Duration.ofDays(30),
            new Tally(metrics),
            new PoisonRecords(metrics));
    processor = new EntryProcessor(rules);
    processor.init(context);
  }

  private static KeyValueStore<Bytes, byte[]> store(boolean disk) {
    return Stores.keyValueStoreBuilder(
            disk
                ? Stores.persistentKeyValueStore(EntryProcessor.MEMORY)
                : Stores.inMemoryKeyValueStore(EntryProcessor.MEMORY),
            Serdes.Bytes(),
            Serdes.ByteArray())
        .withLoggingDisabled()
        .build();
  }

  public static void main(String... arguments) throws IOException {
    boolean disk = arguments[0].equals("disk");
    new DedupBench(disk).warmUp();
    DedupBench bench = new DedupBench(disk);
    System.out.println("      held  again/s   new/s  us again  us new  heap MB  disk MB  B/story");
    for (String size : List.of(arguments).subList(1, arguments.length)) {
      bench.fill(Integer.parseInt(size));
      bench.report();
    }
    bench.close();
  }

  private void warmUp() throws IOException {
    measure("new", DedupBench::entry);
    measure("again", DedupBench::entry);
    close();
  }

  private void close() throws IOException {
    store.close();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Decisions of the same day, so that it does not take hours to have made them. */
  private void fill(int size) {
    Memory memory = new Memory(unread());
    long carried = rules.carriedUntil(SEEN.toEpochMilli());
    for (; held < size; held++) {
      if (held % 1_000 == 0) {
        memory.write();
      }
      Entry entry = entry(held);
      Traits traits =
          new Traits(
              "en",
              carried,
              false,
              Traits.Told.by(entry),
              List.of(entry.source().id()),
              entry.aliases().stream().map(alias -> Names.of("en", alias)).toList());
      ItemId id = ItemId.of("en", entry.aliases().get(0));
      memory.keep(id, null, traits);
      memory.keepItem(id, Json.encode(rules.decider().first(entry, entry.aliases().get(0)).item()));
    }
    memory.write();
  }

  /** The store, in which nothing is looked for: all names are new. */
  @SuppressWarnings("unchecked")
  private KeyValueStore<Bytes, byte[]> unread() {
    return (KeyValueStore<Bytes, byte[]>)
        Proxy.newProxyInstance(
            DedupBench.class.getClassLoader(),
            new Class<?>[] {KeyValueStore.class},
            (proxy, method, arguments) ->
                method.getName().equals("get") ? null : method.invoke(store, arguments));
  }

  private void report() throws IOException {
    int known = held;
    double again = measure("again", n -> entry(random.nextInt(known)));
    double fresh = measure("new", n -> entry(known + n));
    held += ROUND;
    System.gc();
    long heap =
        (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 10;
    long disk = disk() >> 10;
    System.out.printf(
        "%10d %8.0f %7.0f %9.1f %7.1f %8d %8d %8d%n",
        known,
        1e6 / again,
        1e6 / fresh,
        again,
        fresh,
        heap >> 10,
        disk >> 10,
        Math.max(disk, heap) * 1024 / held);
  }

  /** Microseconds of this thread an entry, its JSON made before. */
  private double measure(String what, IntFunction<Entry> entry) {
    List<byte[]> values = IntStream.range(0, ROUND).mapToObj(entry).map(Json::encode).toList();
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (byte[] value : values) {
      processor.process(new Record<>("en", value, SEEN.toEpochMilli()));
    }
    long after = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    int published = context.forwarded().size();
    context.resetForwards();
    if (published != (what.equals("again") ? 0 : ROUND)) {
      throw new IllegalStateException(what + " published " + published);
    }
    return (after - before) / 1e3 / ROUND;
  }

  private long disk() throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static Entry entry(int number) {
    return Invented.entry(number, "en", SEEN);
  }
}
