package news.rendezvous.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import news.rendezvous.bench.Installation;

/**
 * Clients of the event stream that go from replica to replica, each with the last event id that it
 * got at the one before: every few seconds, and whenever a connection ends.
 */
final class RoamingReaders implements AutoCloseable {

  private static final int SHORTEST_MILLIS = 1_000;
  private static final int LONGEST_MILLIS = 8_000;
  private static final long RETRY_MILLIS = 200;

  private final List<Installation> replicas;
  private final List<StreamClient> clients = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, Integer> ends = new ConcurrentHashMap<>();
  private volatile boolean closed;

  RoamingReaders(List<Installation> replicas, int count) {
    this.replicas = replicas;
    for (int n = 0; n < count; n++) {
      StreamClient client = new StreamClient();
      client.connect(replicas.get(0).port());
      clients.add(client);
    }
  }

  /** Begins to roam when each has its first position, from which on it must get every event. */
  void start(Findings findings) throws Exception {
    findings.within(
        TestBed.RECOVERY,
        "all streams are open",
        () -> clients.stream().allMatch(StreamClient::hasPosition));
    for (StreamClient client : clients) {
      Random random = new Random(Scenarios.seed() + threads.size());
      Thread thread = new Thread(() -> roam(client, random), "reader-" + threads.size());
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void roam(StreamClient client, Random random) {
    try {
      while (!closed) {
        String end = client.end(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS));
        ends.merge(end.startsWith("cut") ? "cut" : end, 1, Integer::sum);
        client.disconnect();
        client.connect(replicas.get(random.nextInt(replicas.size())).port());
        Thread.sleep(random.nextInt((int) RETRY_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until each client got all of these revisions, and compares. */
  void verify(Findings findings, Set<String> published) throws Exception {
    findings.within(
        TestBed.RECOVERY,
        "every stream got each of %d events".formatted(published.size()),
        () -> clients.stream().allMatch(one -> Set.copyOf(one.revisions()).containsAll(published)));
    close();
    long twice = clients.stream().mapToLong(RoamingReaders::repeated).sum();
    findings.require(
        "and none twice",
        twice == 0,
        "%d streams, %d twice; connections left while they were: %s"
            .formatted(clients.size(), twice, ends));
  }

  private static long repeated(StreamClient client) {
    List<String> revisions = client.revisions();
    return revisions.size() - new HashSet<>(revisions).size();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
    for (StreamClient client : clients) {
      client.disconnect();
    }
  }
}
