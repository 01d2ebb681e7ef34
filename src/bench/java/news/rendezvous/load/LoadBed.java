package news.rendezvous.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import news.rendezvous.bench.Child;
import news.rendezvous.bench.Installation;

/** The service with its embedded broker, and the upstream. */
final class LoadBed implements AutoCloseable {

  static final int SEED = Integer.getInteger("seed", 1);

  private static final String HEAP = "-Xmx" + System.getProperty("xmx", "512m");
  private static final String[] JVM = System.getProperty("jvm", "").split(" ");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Installation installation = new Installation(true);
  private final FeedAddresses addresses;

  LoadBed(int feeds, int hosts, long intervalMillis) throws IOException, InterruptedException {
    addresses = new FeedAddresses(Installation.freePort(), feeds, hosts);
    installation.set("rendezvous.poll.interval", intervalMillis + "ms");
    installation.startMain(
        LoadServer.class.getName(), addresses.port(), feeds, hosts, SEED, intervalMillis);
    while (!isUp()) {
      Thread.sleep(100);
    }
  }

  // The control address is the last that listens.
  private boolean isUp() throws InterruptedException {
    try {
      return control("reset").equals("ok");
    } catch (IOException notYet) {
      return false;
    }
  }

  Installation installation() {
    return installation;
  }

  FeedAddresses addresses() {
    return addresses;
  }

  /** Starts the service; milliseconds until it is ready. */
  long start() throws IOException, InterruptedException {
    return installation.start(
        Stream.concat(Stream.of(HEAP, "-Dquarkus.log.level=WARN"), Stream.of(JVM))
            .filter(option -> !option.isEmpty())
            .toArray(String[]::new));
  }

  ProcessProbe probe() {
    return new ProcessProbe(installation.service());
  }

  /** Stops the service by SIGTERM; milliseconds until it has ended. */
  long stop() throws IOException {
    long begun = System.nanoTime();
    installation.stop();
    return (System.nanoTime() - begun) / 1_000_000;
  }

  Child service() {
    return installation.service();
  }

  /** A command to the upstream, and its answer. */
  String control(String command) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + addresses.port() + "/control/" + command);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** Polls, those answered by 304, late ones, longest gap in milliseconds. */
  long[] upstreamFigures() throws IOException, InterruptedException {
    return Arrays.stream(control("figures").split(" ")).mapToLong(Long::parseLong).toArray();
  }

  /** Time at which each story from a number on was first served. */
  Map<Integer, Long> served(int from) throws IOException, InterruptedException {
    Map<Integer, Long> served = new HashMap<>();
    control("served?from=" + from)
        .lines()
        .map(line -> line.split(" "))
        .forEach(story -> served.put(Integer.valueOf(story[0]), Long.valueOf(story[2])));
    return served;
  }

  @Override
  public void close() throws IOException {
    installation.close();
  }
}
