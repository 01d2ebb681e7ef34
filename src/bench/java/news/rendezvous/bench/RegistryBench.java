package news.rendezvous.bench;

import java.io.IOException;
import java.util.List;

/** Cost of idle sources: start-up, memory and the list of all of them. */
final class RegistryBench {

  private static final int ENTRIES = 25;

  private RegistryBench() {}

  /**
   * Measures, prints, ends.
   *
   * @param args bytes that an entry takes in the poll state, then numbers of sources; 0 first gives
   *     what the service takes without any
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int entryBytes = Integer.parseInt(args[0]);
    long without = 0;
    for (int n = 1; n < args.length; n++) {
      int sources = Integer.parseInt(args[n]);
      long live = measure(sources, entryBytes);
      if (sources == 0) {
        without = live;
      } else {
        System.out.printf("  %d bytes a source%n", (live - without) / sources);
      }
    }
  }

  private static long measure(int sources, int entryBytes)
      throws IOException, InterruptedException {
    try (Installation installation = new Installation(false)) {
      installation.startBroker();
      installation.start("-Xmx1g"); // makes the topics
      installation.stop();
      try (Registry registry = new Registry(installation.kafka(), 5_000)) {
        for (int n = 0; n < sources; n++) {
          // Each on a host of its own, as feeds are.
          registry.source("feed-" + n, "https://harbour-" + n + ".example/feed.xml");
          registry.state("feed-" + n, new byte[ENTRIES * entryBytes], ENTRIES);
        }
      }
      long start = installation.start("-Xmx1g");
      long live = installation.service().liveBytes();
      System.out.printf("%d sources: ready after %d ms, %.1f MB live%n", sources, start, live / 1e6);
      for (String path : List.of("/admin/sources", "/sources", "/sources?q=9", "/sources?page=9")) {
        tell(installation, path);
      }
      return live;
    }
  }

  private static void tell(Installation installation, String path)
      throws IOException, InterruptedException {
    for (int n = 0; n < 2; n++) {
      long begun = System.nanoTime();
      byte[] answer = installation.admin(path);
      System.out.printf(
          "  %s: %.2f MB in %d ms%n",
          path, answer.length / 1e6, (System.nanoTime() - begun) / 1_000_000);
      Thread.sleep(3_000); // nothing of it is kept so long
    }
  }
}
