package news.rendezvous.kafka.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {

  private static final long MIB = 1 << 20;

  @TempDir private Path directory;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<Optional<String>> changes = new ArrayList<>();
  private DiskSpace disk;

  @BeforeEach
  void watch() throws IOException {
    disk = new DiskSpace(directory, 32 * MIB, 2 * MIB, metrics);
    disk.onChange(() -> changes.add(disk.shortage()));
    disk.check(100 * MIB);
  }

  @Test
  void metersTheFreeSpaceOfADiskThatNothingChecks() throws IOException {
    double free = metrics.get("rendezvous.disk.free").gauge().value();

    assertThat(free).isPositive().isLessThan(Files.getFileStore(directory).getTotalSpace());
  }

  @Test
  void stopsWritersBelowTheLowWaterMark() throws IOException {
    disk.check(31 * MIB);

    assertThat(disk.shortage()).get().asString().contains("31 MB are free", "32 MB are needed");
    assertThat(disk.call().getStatus()).isEqualTo(Status.DOWN);

    disk.check(9 * MIB);
    assertThat(disk.shortage()).get().asString().contains("9 MB are free");

    disk.check(32 * MIB);
    assertThat(disk.shortage()).isEmpty();
    assertThat(disk.call().getStatus()).isEqualTo(Status.UP);
    assertThat(changes).hasSize(2);
    assertThat(changes.get(1)).isEmpty();
  }

  @Test
  void allocatesAReserve() throws IOException {
    assertThat(Files.size(directory.resolve("reserve"))).isEqualTo(2 * MIB);
  }

  @Test
  void releasesAndRestoresTheReserve() throws IOException {
    disk.check(0);
    assertThat(directory.resolve("reserve")).doesNotExist();

    disk.check(33 * MIB);
    assertThat(disk.shortage()).as("no room for the reserve yet").isPresent();

    disk.check(34 * MIB);
    assertThat(disk.shortage()).isEmpty();
    assertThat(directory.resolve("reserve")).exists();
  }

  @Test
  void checksMoreOftenTheLessSpaceThereIs() {
    assertThat(DiskSpace.pauseMillis(-MIB)).isEqualTo(50);
    assertThat(DiskSpace.pauseMillis(256 * MIB)).isBetween(200L, 300L);
    assertThat(DiskSpace.pauseMillis(100_000 * MIB)).isEqualTo(1_000);
  }

  @Test
  void countsTheReserveAsFreeAtTheStart() {
    assertThat(DiskSpace.shortage(directory, MIB)).isEmpty();
    assertThat(DiskSpace.shortage(directory, Long.MAX_VALUE / 2))
        .get()
        .asString()
        .contains("is full", "RENDEZVOUS_DATA_DIR");
    assertThat(DiskSpace.shortage(directory.resolve("not/made"), MIB)).isEmpty();
  }
}
