package news.rendezvous.kafka.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir private Path directory;

  @Test
  void replacesAFileAndTheTemporaryFileOfACrash() throws IOException {
    Path file = Files.writeString(directory.resolve("ids"), "old");
    Files.writeString(directory.resolve("ids.new"), "half of a longer con");

    AtomicFile.write(file, "new\n");

    assertThat(file).hasContent("new\n");
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void createsALineOnce() throws IOException {
    Path file = directory.resolve("id");

    assertThat(AtomicFile.readOrCreate(file, () -> "first")).isEqualTo("first");
    assertThat(AtomicFile.readOrCreate(file, () -> "second")).isEqualTo("first");
    assertThat(Files.readString(file)).isEqualTo("first\n");
  }

  @Test
  void createsASecretForItsOwnerAlone() throws IOException {
    Path file = directory.resolve("token");

    AtomicFile.readOrCreate(
        file,
        () -> "secret",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
