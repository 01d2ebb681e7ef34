package news.rendezvous.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import news.rendezvous.kafka.client.BrokerConfig;
import news.rendezvous.kafka.disk.AtomicFile;

/**
 * First start of the sample, kept in the data directory: after a restart its stories have the same
 * dates, so that none of them is a revision.
 */
@ApplicationScoped
class SampleStart {

  private final Path file;
  private final InstantSource clock;

  @Inject
  SampleStart(BrokerConfig config, InstantSource clock) {
    this(config.dataDir(), clock);
  }

  SampleStart(Path dataDir, InstantSource clock) {
    this.file = dataDir.resolve("demo-start");
    this.clock = clock;
  }

  /** The time of the first call for this data directory. Reads a file. */
  Instant time() {
    try {
      return Instant.parse(AtomicFile.readOrCreate(file, () -> clock.instant().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("the start of the sample cannot be kept in " + file, e);
    }
  }
}
