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

  /** A check is one system call (statvfs); a burst of stories writes 2 MB in this time. */
  private static final long CHECK_MILLIS = 50;

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
    this.reserve = this.directory.resolve("reserve");
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

  /** The reason why a broker should not be started in the directory, which need not exist yet. */
  public Optional<String> shortageAtStart() {
    try {
      long free = Files.getFileStore(existing(directory)).getUsableSpace();
      return free + allocated() >= minFree ? Optional.empty() : Optional.of(full(free, minFree));
    } catch (IOException e) {
      return Optional.of(
          "The disk of the data directory %s cannot be read: %s".formatted(directory, e));
    }
  }

  private double free() {
    try {
      return Files.getFileStore(existing(directory)).getUsableSpace();
    } catch (IOException e) {
      return Double.NaN; // no value, such as for a file system that is not mounted any more
    }
  }

  /** Bytes of the ballast file that are allocated. */
  private long allocated() {
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
    check(disk.getUsableSpace());
    var unused =
        checks.scheduleWithFixedDelay(
            () -> check(disk), CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void check(FileStore disk) {
    try {
      check(disk.getUsableSpace());
      checkFailed = false;
    } catch (IOException | RuntimeException | Error e) { // thrown, it would end the schedule
      if (!checkFailed) {
        LOG.warnf(
            e, "The free space on the disk of %s is not known and is checked again", directory);
      }
      checkFailed = true;
    }
  }

  void check(long free) throws IOException {
    if (free < minFree / CRITICAL && Files.deleteIfExists(reserve)) {
      LOG.warnf(
          "The disk of the data directory %s is nearly full: the ballast file is deleted, so that the broker can still write",
          directory);
    }
    boolean incomplete = allocated() != reserveSize;
    long needed = minFree + (incomplete ? reserveSize : 0);
    if (shortage == null && free < minFree) {
      shortage = full(free, needed);
      LOG.errorf("%s; until then nothing is polled and nothing is written", shortage);
      listeners.forEach(Runnable::run);
    } else if (shortage != null && free >= needed) {
      fillReserve();
      shortage = null;
      LOG.info("There is free space on the disk of the data directory again, polling continues");
      listeners.forEach(Runnable::run);
    } else if (shortage != null) {
      shortage = full(free, needed); // with the current numbers
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
    if (allocated() == reserveSize) {
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

  private String full(long free, long needed) {
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
