package news.rendezvous.kafka.disk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * writers of the service are stopped earlier: producers by {@code TopicContext.refusal}, the dedup
 * stage by a listener. Readiness is down meanwhile, and everything resumes by itself once there is
 * space.
 *
 * <p>Another program may fill the disk between two checks. Then {@link DiskReserve} keeps space for
 * the broker's own writes.
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

  private final Path directory;
  private final long minFree;
  private final DiskReserve reserve;
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
  public DiskSpace(BrokerConfig config) {
    this(
        config.dataDir(),
        config.embeddedKafka().minFree().asLongValue(),
        config.embeddedKafka().reserve().asLongValue());
  }

  public DiskSpace(Path directory, long minFree, long reserve) {
    this.directory = directory.toAbsolutePath();
    this.minFree = minFree;
    this.reserve = new DiskReserve(this.directory.resolve("reserve"), reserve);
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
      return free + present() >= minFree ? Optional.empty() : Optional.of(full(free, minFree));
    } catch (IOException e) {
      return Optional.of(
          "The disk of the data directory %s cannot be read: %s".formatted(directory, e));
    }
  }

  private long present() {
    try {
      Path file = directory.resolve("reserve");
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static Path existing(Path path) {
    Path parent = path.getParent();
    return Files.exists(path) || parent == null ? path : existing(parent);
  }

  /** Starts the checks. */
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

  /** Checks the free space, in bytes. */
  void check(long free) throws IOException {
    if (free < minFree / CRITICAL && reserve.release()) {
      LOG.warnf(
          "The disk of the data directory %s is nearly full: the ballast file is deleted, so that the broker can still write",
          directory);
    }
    long needed = minFree + reserve.missing();
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
    } else if (reserve.missing() > 0 && free >= needed) {
      fillReserve();
    }
  }

  private void fillReserve() {
    try {
      reserve.fill();
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
