package news.rendezvous.kafka.disk;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import news.rendezvous.kafka.client.BrokerConfig;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Low-water mark of the embedded broker's disk. A Kafka node that cannot write its log ends, so all
 * writers of the service are stopped earlier: producers by {@code TopicClients.refusal}, the dedup
 * stage by a listener. Readiness is down meanwhile, and everything resumes by itself once there is
 * space.
 *
 * <p>Another program may fill the disk between two checks. Then an emergency ballast file, space
 * that is allocated in advance, is deleted, so that the broker can still write its own records.
 * CockroachDB has the same ("automatic ballast files").
 */
@Default // with the qualifier Readiness alone it could not be injected
@Readiness
@ApplicationScoped
public class DiskSpace implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(DiskSpace.class);

  /** Time between two checks while space is short; a burst of stories writes 2 MB in it. */
  private static final long SHORTEST_MILLIS = 50;

  private static final long LONGEST_MILLIS = 1_000;

  /** Other programs fill a disk at most this fast: 1 GiB a second. */
  private static final long BYTES_PER_MILLI = (1L << 30) / 1_000;

  /** The reserve is released below this fraction of the low-water mark. */
  private static final int CRITICAL = 4;

  private static final int BLOCK = 1 << 20;

  private final Path directory;
  private final long minFree;
  private final Path reserve;
  private final long reserveSize;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService checks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "rendezvous-disk");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable String shortage;
  private boolean reserveFailed;
  private boolean checkFailed;

  @Inject
  public DiskSpace(BrokerConfig config, MeterRegistry metrics) {
    this(
        config.dataDir(),
        config.embeddedKafka().minFree().asLongValue(),
        config.embeddedKafka().reserve().asLongValue(),
        metrics);
  }

  public DiskSpace(Path directory, long minFree, long reserveSize, MeterRegistry metrics) {
    this.directory = directory.toAbsolutePath();
    this.minFree = minFree;
    this.reserve = reserve(this.directory);
    this.reserveSize = reserveSize;
    // Measured when it is read: with an external broker nothing else checks the disk.
    Gauge.builder("rendezvous.disk.free", this::free)
        .description("Free space on the disk of the data directory")
        .baseUnit("bytes")
        .register(metrics);
  }

  /** The reason why nothing may be written now; empty with an external broker, too. */
  public Optional<String> shortage() {
    return Optional.ofNullable(shortage);
  }

  /** Adds a listener, run when a shortage begins and when it ends. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** The reason why a broker should not be started in the data directory, which need not exist. */
  public static Optional<String> shortage(Path dataDir, long minFree) {
    Path directory = dataDir.toAbsolutePath();
    try {
      long free = Files.getFileStore(existing(directory)).getUsableSpace();
      return free + allocated(reserve(directory)) >= minFree
          ? Optional.empty()
          : Optional.of(full(directory, free, minFree));
    } catch (IOException e) {
      return Optional.of(
          "The disk of the data directory %s cannot be read: %s".formatted(directory, e));
    }
  }

  private static Path reserve(Path directory) {
    return directory.resolve("reserve");
  }

  private double free() {
    try {
      return Files.getFileStore(existing(directory)).getUsableSpace();
    } catch (IOException e) {
      return Double.NaN; // no value, such as for a file system that is not mounted any more
    }
  }

  /** Bytes of the ballast file that are allocated. */
  private static long allocated(Path reserve) {
    try {
      return Files.exists(reserve) ? Files.size(reserve) : 0;
    } catch (IOException e) {
      return 0; // it was deleted
    }
  }

  private static Path existing(Path path) {
    Path parent = path.getParent();
    return Files.exists(path) || parent == null ? path : existing(parent);
  }

  public void start() throws IOException {
    FileStore disk = Files.getFileStore(directory);
    long free = disk.getUsableSpace();
    check(free);
    checkAgain(disk, free);
  }

  // Rarely where there is much space: each check wakes a core up.
  private void checkAgain(FileStore disk, long free) {
    if (!checks.isShutdown()) {
      var unused =
          checks.schedule(() -> check(disk), pauseMillis(free - minFree), TimeUnit.MILLISECONDS);
    }
  }

  /** Time in which space above the low-water mark cannot be used up. */
  static long pauseMillis(long margin) {
    return Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, margin / BYTES_PER_MILLI));
  }

  private void check(FileStore disk) {
    long free = 0;
    try {
      free = disk.getUsableSpace();
      check(free);
      checkFailed = false;
    } catch (IOException | RuntimeException | Error e) { // thrown, it would end the schedule
      if (!checkFailed) {
        LOG.warnf(
            e, "The free space on the disk of %s is not known and is checked again", directory);
      }
      checkFailed = true;
    } finally {
      checkAgain(disk, free);
    }
  }

  void check(long free) throws IOException {
    if (free < minFree / CRITICAL && Files.deleteIfExists(reserve)) {
      LOG.warnf(
          "The disk of the data directory %s is nearly full: the ballast file is deleted, so that the broker can still write",
          directory);
    }
    boolean incomplete = allocated(reserve) != reserveSize;
    long needed = minFree + (incomplete ? reserveSize : 0);
    if (shortage == null && free < minFree) {
      shortage = full(directory, free, needed);
      LOG.errorf("%s; until then nothing is polled and nothing is written", shortage);
      listeners.forEach(Runnable::run);
    } else if (shortage != null && free >= needed) {
      fillReserve();
      shortage = null;
      LOG.info("There is free space on the disk of the data directory again, polling continues");
      listeners.forEach(Runnable::run);
    } else if (shortage != null) {
      shortage = full(directory, free, needed); // with the current numbers
    } else if (incomplete && free >= needed) {
      fillReserve();
    }
  }

  private void fillReserve() {
    try {
      allocateReserve();
      reserveFailed = false;
    } catch (IOException e) {
      if (!reserveFailed) {
        LOG.warnf(
            "The ballast file of the broker cannot be written in %s: %s",
            directory, e.getMessage());
      }
      reserveFailed = true;
    }
  }

  private void allocateReserve() throws IOException {
    if (allocated(reserve) == reserveSize) {
      return;
    }
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'r'); // a sparse file takes no space, and zeros may be compressed
    try (OutputStream out = Files.newOutputStream(reserve)) {
      for (long left = reserveSize; left > 0; left -= BLOCK) {
        out.write(block, 0, (int) Math.min(BLOCK, left));
      }
    } catch (IOException e) {
      Files.deleteIfExists(reserve);
      throw e;
    }
  }

  private static String full(Path directory, long free, long needed) {
    return "The disk of the data directory %s is full, %d MB are free and %d MB are needed: make room, or set RENDEZVOUS_DATA_DIR to a directory of another disk"
        .formatted(directory, free >> 20, needed >> 20);
  }

  public void stop() {
    checks.shutdownNow();
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> reason = shortage();
    return HealthCheckResponse.named("disk")
        .status(reason.isEmpty())
        .withData("reason", reason.orElse("there is room"))
        .build();
  }
}
