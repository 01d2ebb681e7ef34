package news.rendezvous.broker;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Low-water mark of the embedded broker's disk. A Kafka that finds no room for a write takes its
 * log for lost and ends the process, so writers stop before: they ask here, readiness is down
 * meanwhile, and all goes on by itself once there is room.
 */
@Default // Readiness is a qualifier, under which alone no writer would find it
@Readiness
@ApplicationScoped
public class DiskSpace implements HealthCheck {

  private static final Logger LOG = Logger.getLogger(DiskSpace.class);
  private static final Duration VALIDITY = Duration.ofSeconds(1);

  private final Broker broker;
  private final BrokerConfig config;
  private final InstantSource clock;
  private Instant measured = Instant.MIN;
  private Optional<String> shortage = Optional.empty();

  @Inject
  DiskSpace(Broker broker, BrokerConfig config, InstantSource clock) {
    this.broker = broker;
    this.config = config;
    this.clock = clock;
  }

  /** The reason why nothing may be written now; measured at most once a second. */
  public synchronized Optional<String> shortage() {
    Instant now = clock.instant();
    if (broker.isEmbedded() && Duration.between(measured, now).abs().compareTo(VALIDITY) >= 0) {
      measured = now;
      note(shortage(config.dataDir(), config.embeddedKafka().minFree().asLongValue()));
    }
    return shortage;
  }

  private void note(Optional<String> found) {
    if (found.isPresent() && shortage.isEmpty()) {
      LOG.errorf("%s; until then nothing is polled", found.get());
    } else if (found.isEmpty() && shortage.isPresent()) {
      LOG.info("There is room on the disk of the data directory again, polling goes on");
    }
    shortage = found;
  }

  /** The reason why a directory, made already or not, has less room than it needs. */
  static Optional<String> shortage(Path directory, long needed) {
    Path path = directory.toAbsolutePath();
    try {
      long room = Files.getFileStore(existing(path)).getUsableSpace();
      return room >= needed
          ? Optional.empty()
          : Optional.of(
              "The disk of the data directory %s is full, %d MB are free and %d MB are needed: make room, or set RENDEZVOUS_DATA_DIR to a directory of another disk"
                  .formatted(path, room >> 20, needed >> 20));
    } catch (IOException e) {
      return Optional.of("The disk of the data directory %s cannot be read: %s".formatted(path, e));
    }
  }

  private static Path existing(Path path) {
    Path parent = path.getParent();
    return Files.exists(path) || parent == null ? path : existing(parent);
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
