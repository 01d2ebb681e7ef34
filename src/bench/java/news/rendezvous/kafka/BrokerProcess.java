package news.rendezvous.kafka;

import java.io.IOException;
import java.nio.file.Path;

/** The same broker that runs inside the service, in a process of its own. */
final class BrokerProcess {

  private BrokerProcess() {}

  /**
   * Runs until standard input ends, which it does when the benchmark does.
   *
   * @param args data directory, port
   */
  public static void main(String[] args) throws IOException {
    try (EmbeddedBroker broker =
        TestBroker.embedded(Path.of(args[0]), Integer.parseInt(args[1]))) {
      System.out.println("ready " + broker.bootstrapServers());
      while (System.in.read() >= 0) {
        // Nothing is said to it; only the end counts.
      }
    }
  }
}
