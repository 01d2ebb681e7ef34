package news.rendezvous.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * What a replica is called in consumer groups, as a static member of them (KIP-345): a process that
 * was killed takes its place again as soon as it is back, while another one could only be given it
 * once the session of the dead one has run out. The name goes with the data directory, as the state
 * does.
 */
public final class InstanceId {

  private static final String FILE = "instance-id";

  private InstanceId() {}

  /**
   * The name of whoever has this data directory, made where there is none yet.
   *
   * @throws IOException where the directory cannot be written
   */
  public static synchronized String in(Path dataDir) throws IOException {
    Path file = dataDir.resolve(FILE);
    if (!Files.exists(file)) {
      Files.createDirectories(dataDir);
      Path draft = Files.writeString(dataDir.resolve(FILE + ".new"), UUID.randomUUID() + "\n");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }
}
