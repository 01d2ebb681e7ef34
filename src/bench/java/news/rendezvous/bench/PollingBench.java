package news.rendezvous.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Cost of a poll that is answered by 304: 1,000 feeds of one server, each polled once a second (or at
 * {@code -Dinterval}) by a service in a process of its own; then the same beside sources that hang.
 */
final class PollingBench {

  private static final int FEEDS = 1_000;
  private static final int HANGING = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(Integer.getInteger("warm-up", 110));
  private static final String INTERVAL = System.getProperty("interval", "1s");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Installation installation;
  private final int upstream;

  private PollingBench(Installation installation, int upstream) {
    this.installation = installation;
    this.upstream = upstream;
  }

  /**
   * Measures, prints, ends.
   *
   * @param args {@code inside} or {@code outside} for the broker, then {@code hanging} for sources
   *     that hang, then {@code profile} for a flight recording in the file {@code bench.jfr}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> wanted = List.of(args);
    boolean inside = !wanted.contains("outside");
    try (Installation installation = new Installation(inside)) {
      if (!inside) {
        installation.startBroker();
      }
      int upstream = Installation.freePort();
      installation.startMain("news.rendezvous.bench.Upstream", upstream);
      installation.set("rendezvous.poll.interval", INTERVAL);
      installation.start("-Xmx512m");
      new PollingBench(installation, upstream).run(wanted);
    }
  }

  private void run(List<String> wanted) throws IOException, InterruptedException {
    System.out.printf("idle: %.1f %% of a core%n", idle());
    fill();
    Thread.sleep(WARM_UP.toMillis());
    if (wanted.contains("profile")) {
      installation
          .service()
          .jcmd("JFR.start", "duration=25s", "filename=bench.jfr", "settings=profile");
    }
    Map<String, Long> before = installation.service().cpuMillisByThread();
    for (int round = 1; round <= 3; round++) {
      measure("round " + round);
    }
    printThreads(before);
    if (wanted.contains("hanging")) {
      hang();
    }
  }

  private double idle() throws IOException, InterruptedException {
    Thread.sleep(3_000);
    long cpu = installation.service().cpuMillis();
    Thread.sleep(5_000);
    return (installation.service().cpuMillis() - cpu) / 50.0;
  }

  private void fill() {
    try (Registry registry = new Registry(installation.kafka(), 5_000)) {
      for (int n = 0; n < FEEDS; n++) {
        registry.source("feed-" + n, "http://127.0.0.1:" + upstream + "/feed/" + n);
      }
    }
  }

  private void measure(String name) throws IOException, InterruptedException {
    figures();
    long cpu = installation.service().cpuMillis();
    long compiler = compilerMillis();
    long begun = System.nanoTime();
    Thread.sleep(10_000);
    long[] figures = figures();
    long used = installation.service().cpuMillis() - cpu;
    long compiled = compilerMillis() - compiler;
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "%s: %.0f polls/s, %.3f CPU ms a poll, %.0f polls a CPU s (%.0f without the compiler);"
            + " between two polls of a feed p50 %d ms, p99 %d ms, most %d ms; %d connections%n",
        name,
        figures[0] / seconds,
        (double) used / figures[0],
        figures[0] * 1000.0 / used,
        figures[0] * 1000.0 / (used - compiled),
        figures[1],
        figures[2],
        figures[3],
        figures[4]);
  }

  private long compilerMillis() throws IOException {
    return installation.service().cpuMillisByThread().entrySet().stream()
        .filter(thread -> thread.getKey().contains("Compiler"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void printThreads(Map<String, Long> before) throws IOException {
    Map<String, Long> used = new HashMap<>(installation.service().cpuMillisByThread());
    used.replaceAll((thread, millis) -> millis - before.getOrDefault(thread, 0L));
    long all = used.values().stream().mapToLong(Long::longValue).sum();
    used.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(12)
        .forEach(
            thread ->
                System.out.printf(
                    "  %4.1f %% %s%n", 100.0 * thread.getValue() / all, thread.getKey()));
  }

  private long[] figures() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + upstream + "/figures")).build();
    String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
    return Stream.of(answer.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  // Each on an address of its own, where the kernel accepts the connection and nobody answers.
  private void hang() throws IOException, InterruptedException {
    List<ServerSocket> sockets = new ArrayList<>();
    try (Registry registry = new Registry(installation.kafka(), 5_000)) {
      for (int n = 1; n <= HANGING; n++) {
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.1." + n));
        sockets.add(socket);
        registry.source("hang-" + n, "http://127.0.1." + n + ":" + socket.getLocalPort() + "/");
      }
    }
    for (int round = 1; round <= 4; round++) {
      measure("beside " + HANGING + " that hang, round " + round);
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }
}
