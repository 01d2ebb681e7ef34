package news.rendezvous.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The packaged service on free ports of 127.0.0.1 with a data directory that goes with it. */
public final class Installation implements AutoCloseable {

  private static final String TOKEN = "bench-of-rendezvous";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path dir = Files.createTempDirectory("rendezvous-bench");
  private final int port = freePort();
  private final int kafkaPort = freePort();
  private final List<Child> children = new ArrayList<>();
  private final boolean brokerInside;
  private final Map<String, String> settings = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private Child service;

  public Installation(boolean brokerInside) throws IOException {
    this.brokerInside = brokerInside;
    set("quarkus.http.port", port);
    set("quarkus.http.host", "127.0.0.1");
    set("rendezvous.data-dir", dir.resolve("data"));
    set("rendezvous.embedded-kafka.port", kafkaPort);
    set("rendezvous.admin.token", TOKEN);
    set("rendezvous.fetch.allowed-networks", "127.0.0.0/8");
    set("rendezvous.fetch.per-host-gap", "0s");
    set("rendezvous.fetch.per-host-concurrency", 64);
    set("rendezvous.poll.min-interval", "100ms");
    if (!brokerInside) {
      set("kafka.bootstrap.servers", kafka());
    }
  }

  public void set(String key, Object value) {
    settings.put(key, value.toString());
  }

  /** Sets an environment variable of the service. */
  public void export(String variable, String value) {
    environment.put(variable, value);
  }

  public String kafka() {
    return "127.0.0.1:" + kafkaPort;
  }

  /** Settings of a client of its own broker. */
  public Map<String, Object> kafkaSettings() {
    return Map.of("bootstrap.servers", kafka());
  }

  public int port() {
    return port;
  }

  public Path dataDir() {
    return dir.resolve("data");
  }

  public Path log() {
    return dir.resolve("service.log");
  }

  public Child service() {
    return service;
  }

  /** Starts the broker where it is to run outside, or starts it again with the log that it has. */
  public Child startBroker() throws IOException {
    return startBroker(dir.resolve("broker"));
  }

  /** The same with its log elsewhere. */
  public Child startBroker(Path directory) throws IOException {
    return startMain("news.rendezvous.kafka.BrokerProcess", directory, kafkaPort);
  }

  /** Starts a main class of the benchmarks. */
  public Child startMain(String main, Object... arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.addAll(
        List.of(
            "-Xmx256m",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-cp",
            System.getProperty("java.class.path"),
            main));
    Stream.of(arguments).map(Object::toString).forEach(line::add);
    Child child = Child.java(dir.resolve("others.log"), line);
    children.add(child);
    return child;
  }

  /** Starts the service and waits until it is ready; the milliseconds that took. */
  public long start(String... jvm) throws IOException, InterruptedException {
    if (!brokerInside) {
      waitForBroker();
    }
    long begun = System.nanoTime();
    launch(jvm);
    while (!isReady()) {
      if (!service.isAlive() || System.nanoTime() - begun > START.toNanos()) {
        throw new IllegalStateException("it does not start, see " + log());
      }
      Thread.sleep(50);
    }
    return (System.nanoTime() - begun) / 1_000_000;
  }

  /** Starts the service and does not wait. */
  public void launch(String... jvm) throws IOException {
    List<String> line = new ArrayList<>(List.of(jvm));
    settings.forEach((key, value) -> line.add("-D" + key + "=" + value));
    line.add("-jar");
    line.add(
        Path.of(System.getProperty("app", "target/quarkus-app"), "quarkus-run.jar").toString());
    service = Child.java(log(), line, environment);
  }

  public boolean isReady() throws InterruptedException {
    return get("/q/health/ready") == 200;
  }

  /** Deletes the data directory of a service that has ended. */
  public void forget() throws IOException {
    delete(dir.resolve("data"));
  }

  /** Stops the service and leaves what it wrote. */
  public void stop() throws IOException {
    if (service != null) {
      service.close();
    }
  }

  /** Waits until the broker answers. */
  public void waitForBroker() throws InterruptedException {
    for (int n = 0; n < 300; n++) {
      try (Registry registry = new Registry(kafka(), 1_000)) {
        registry.ping();
        return;
      } catch (RuntimeException notYet) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("the broker does not start, see " + dir);
  }

  /** The status of an answer; 0 where there is none within a minute. */
  public int get(String path) throws InterruptedException {
    try {
      return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException notYet) {
      return 0;
    }
  }

  /** The body of an answer, whatever its status. */
  public String read(String path) throws IOException, InterruptedException {
    return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** The body of an answer with a status; empty where it has another one, or none comes. */
  public Optional<String> status(String path, int status) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == status ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  /** Sends a command of an administrator; 0 where there is no answer. */
  public int post(String path, String json) throws InterruptedException {
    try {
      HttpRequest command =
          request(path)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(json))
              .build();
      return HTTP.send(command, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Lines that the service has logged since its first start. */
  public List<String> logLines() throws IOException {
    return Files.readAllLines(log());
  }

  /** The body of an answer to an administrator. */
  byte[] admin(String path) throws IOException, InterruptedException {
    return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + TOKEN);
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    for (Child child : children) {
      child.close();
    }
    if (System.getProperty("keep") != null) {
      System.out.println("kept: " + dir);
      return;
    }
    delete(dir);
  }

  /** Deletes a directory and all in it. */
  public static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
