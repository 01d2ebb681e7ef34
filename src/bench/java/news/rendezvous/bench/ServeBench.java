package news.rendezvous.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * A feed of 50 items from the service and the same bytes from nginx, in turns: each on one core,
 * wrk on another. Needs wrk, nginx and taskset. Arguments: seconds of a round, rounds.
 */
public final class ServeBench implements AutoCloseable {

  private static final int ENTRIES = 50;
  private static final String FEED = "/feed.rss";
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");
  private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");
  private static final Pattern P99 = Pattern.compile("99%\\s+([\\d.]+)(us|ms|s)");
  private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses|Socket errors");
  private static final Map<String, Double> MILLIS = Map.of("us", 0.001, "ms", 1.0, "s", 1000.0);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path dir = Files.createTempDirectory("rendezvous-serve");
  private final HttpServer upstream =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final Installation installation = new Installation(false);
  private final int nginxPort = Installation.freePort();
  private final int seconds;
  private Process nginx;

  private ServeBench(int seconds) throws IOException {
    this.seconds = seconds;
  }

  /** Requests a second, milliseconds, and microseconds of CPU a request. */
  private record Round(double rate, double p99, double cpu) {}

  /**
   * Prints the figures.
   *
   * @param args seconds of a round (10), rounds (3)
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    try (ServeBench bench = new ServeBench(seconds)) {
      bench.start();
      bench.compare(rounds);
    }
  }

  private void start() throws IOException, InterruptedException {
    byte[] feed = Stories.feed(ENTRIES).getBytes(StandardCharsets.UTF_8);
    upstream.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/rss+xml");
          exchange.sendResponseHeaders(200, feed.length);
          exchange.getResponseBody().write(feed);
          exchange.close();
        });
    upstream.start();
    installation.startBroker();
    String source = "rendezvous.sources.quay.";
    installation.set(source + "url", "http://127.0.0.1:" + upstream.getAddress().getPort() + "/");
    installation.set(source + "interval", "PT24H");
    installation.start("-Xmx256m");
    run("taskset", "-apc", "0", Long.toString(installation.service().pid()));
    byte[] plain = awaitItems();
    startNginx(plain);
  }

  private byte[] awaitItems() throws IOException, InterruptedException {
    for (int n = 0; n < 600; n++) {
      byte[] plain = get(installation.port(), FEED, "identity").body();
      if (new String(plain, StandardCharsets.UTF_8).split("<item>").length == ENTRIES + 1) {
        return plain;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the items do not come, see " + installation.log());
  }

  private void startNginx(byte[] plain) throws IOException, InterruptedException {
    Path root = Files.createDirectories(dir.resolve("www"));
    Files.write(root.resolve("feed.rss"), plain);
    ByteArrayOutputStream coded = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(coded)) {
      gzip.write(plain);
    }
    Files.write(root.resolve("feed.rss.gz"), coded.toByteArray());
    Path conf = dir.resolve("nginx.conf");
    Files.writeString(
        conf,
        """
        daemon off; worker_processes 1; pid %1$s/pid; error_log %1$s/error.log;
        events { worker_connections 1024; }
        http {
          access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
          open_file_cache max=100; gzip_static on;
          client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
          uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
          types { application/rss+xml rss; }
          server { listen 127.0.0.1:%2$d; root %1$s/www; add_header Cache-Control "public, max-age=60"; }
        }
        """
            .formatted(dir, nginxPort));
    for (Path made : List.of(dir, root, root.resolve("feed.rss"), root.resolve("feed.rss.gz"))) {
      run("chmod", "a+rX", made.toString());
    }
    nginx =
        new ProcessBuilder("taskset", "-c", "0", "nginx", "-p", dir.toString(), "-c", conf.toString())
            .inheritIO()
            .start();
    awaitNginx();
  }

  private void awaitNginx() throws InterruptedException {
    for (int n = 0; n < 100; n++) {
      try (Socket open = new Socket(InetAddress.getLoopbackAddress(), nginxPort)) {
        return;
      } catch (IOException e) {
        Thread.sleep(50); // not yet
      }
    }
    throw new IllegalStateException("nginx does not answer, see " + dir.resolve("error.log"));
  }

  private void compare(int rounds) throws IOException, InterruptedException {
    int ours = installation.port();
    HttpResponse<byte[]> one = get(ours, FEED, "gzip");
    HttpResponse<byte[]> other = get(nginxPort, FEED, "gzip");
    System.out.printf("gzip: %d bytes here, %d there%n", one.body().length, other.body().length);
    wrk(ours, 3 * seconds, "Accept-Encoding: gzip"); // until it is compiled
    for (int round = 0; round < rounds; round++) {
      print("200 gzip", wrk(ours, seconds, "Accept-Encoding: gzip"),
          wrk(nginxPort, seconds, "Accept-Encoding: gzip"));
    }
    wrk(ours, seconds, "Accept-Encoding: gzip", known(one));
    for (int round = 0; round < rounds; round++) {
      print("304", wrk(ours, seconds, "Accept-Encoding: gzip", known(one)),
          wrk(nginxPort, seconds, "Accept-Encoding: gzip", known(other)));
    }
  }

  private static String known(HttpResponse<?> response) {
    return "If-None-Match: " + response.headers().firstValue("ETag").orElseThrow();
  }

  private static void print(String what, Round ours, Round nginx) {
    System.out.printf(
        "%-8s service %6.0f /s p99 %6.2f ms cpu %5.2f us   nginx %6.0f /s p99 %6.2f ms cpu %5.2f us"
            + "   ratio %.2f, of cpu %.2f%n",
        what, ours.rate(), ours.p99(), ours.cpu(), nginx.rate(), nginx.p99(), nginx.cpu(),
        ours.rate() / nginx.rate(), nginx.cpu() / ours.cpu());
  }

  private Round wrk(int port, int duration, String... headers)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("taskset", "-c", "1", "wrk", "-t1", "-c32", "-d" + duration + "s", "--latency"));
    for (String header : headers) {
      command.addAll(List.of("-H", header));
    }
    command.add("http://127.0.0.1:" + port + FEED);
    ProcessHandle server =
        port == nginxPort ? nginx.toHandle() : ProcessHandle.of(installation.service().pid()).orElseThrow();
    long before = cpuMicros(server);
    String told = run(command.toArray(String[]::new));
    long spent = cpuMicros(server) - before;
    if (BAD.matcher(told).find()) {
      throw new IllegalStateException(told);
    }
    Matcher p99 = P99.matcher(told);
    Matcher rate = RATE.matcher(told);
    Matcher requests = REQUESTS.matcher(told);
    if (!p99.find() || !rate.find() || !requests.find()) {
      throw new IllegalStateException(told);
    }
    return new Round(
        Double.parseDouble(rate.group(1)),
        Double.parseDouble(p99.group(1)) * MILLIS.get(p99.group(2)),
        (double) spent / Long.parseLong(requests.group(1)));
  }

  // Other work on the machine takes time from both, and CPU from neither.
  private static long cpuMicros(ProcessHandle server) {
    return Stream.concat(Stream.of(server), server.descendants())
        .map(process -> process.info().totalCpuDuration().orElseThrow())
        .mapToLong(spent -> spent.toNanos() / 1_000)
        .sum();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + told);
    }
    return told;
  }

  private HttpResponse<byte[]> get(int port, String path, String coding)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept-Encoding", coding)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() throws IOException {
    if (nginx != null) {
      nginx.destroy();
    }
    installation.close();
    upstream.stop(0);
  }
}
