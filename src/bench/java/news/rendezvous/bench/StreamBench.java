package news.rendezvous.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import news.rendezvous.view.SeededItems;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Cost of streams in the packaged service beside a broker of its own; CPU is that of the service's
 * process. Clients are bare sockets from many addresses of 127.0.0.0/8, twenty from each.
 *
 * <pre>
 * idle COUNT                       memory of open streams, one heartbeat in
 * burst COUNT EVENTS               events at once on each of the streams
 * active COUNT RATE SECONDS        the same at a rate, with the time from the record to the client
 * replays EVENTS COUNT ROUNDS      the topic from its beginning, on so many streams at once
 * </pre>
 *
 * A last argument {@code gzip} asks for compressed streams.
 */
public final class StreamBench {

  private static final long PATIENCE = 300_000_000_000L;
  private static final int STREAMS_OF_AN_ADDRESS = 20;

  private final Installation installation;
  private final boolean gzip;

  private StreamBench(Installation installation, boolean gzip) {
    this.installation = installation;
    this.gzip = gzip;
  }

  /** Finds the events in the bytes of a stream; each item has the nano time of its record. */
  private static final class Listener {

    private static final byte[] MARK = "\"time-".getBytes(StandardCharsets.US_ASCII);

    final SocketChannel channel;
    int matched;
    int events;
    long bytes;
    long time;
    long[] delays = new long[0];

    Listener(SocketChannel channel) {
      this.channel = channel;
    }

    void count(ByteBuffer buffer) {
      bytes += buffer.remaining();
      while (buffer.hasRemaining()) {
        byte b = buffer.get();
        if (matched == MARK.length) {
          time(b);
        } else {
          matched = b == MARK[matched] ? matched + 1 : b == MARK[0] ? 1 : 0;
        }
      }
    }

    private void time(byte b) {
      if (b >= '0' && b <= '9') {
        time = 10 * time + b - '0';
        return;
      }
      if (events < delays.length) {
        delays[events] = System.nanoTime() - time;
      }
      events++;
      time = 0;
      matched = 0;
    }
  }

  /** Runs it; see the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (Installation installation = new Installation(false)) {
      installation.startBroker();
      installation.set("quarkus.log.level", "WARN");
      installation.start(System.getProperty("jvm", "-Xmx512m").split(" "));
      StreamBench bench = new StreamBench(installation, args[args.length - 1].equals("gzip"));
      int[] numbers =
          Arrays.stream(args)
              .filter(arg -> arg.matches("\\d+"))
              .mapToInt(Integer::parseInt)
              .toArray();
      switch (args[0]) {
        case "idle" -> bench.idle(numbers[0]);
        case "burst" -> bench.burst(numbers[0], numbers[1]);
        case "active" -> bench.active(numbers[0], numbers[1], numbers[2]);
        case "replays" -> bench.replays(numbers[0], numbers[1], numbers[2]);
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
  }

  private void idle(int count) throws IOException, InterruptedException {
    close(open(20, ""));
    long heap = installation.service().liveBytes();
    long resident = status("VmRSS");
    long anonymous = status("RssAnon");
    List<Listener> listeners = open(count, "");
    Thread.sleep(40_000); // two heartbeats at least
    long grown = status("VmRSS") - resident;
    long grownAnonymous = status("RssAnon") - anonymous;
    long cpu = installation.service().cpuMillis();
    Thread.sleep(15_000);
    System.out.printf(
        "%d idle streams: resident memory grew by %.1f MB (anonymous %.1f), CPU %.2f %% of a core,"
            + " %.1f KB of live heap each%n",
        count,
        grown / 1024.0,
        grownAnonymous / 1024.0,
        (installation.service().cpuMillis() - cpu) / 150.0,
        (installation.service().liveBytes() - heap) / 1024.0 / count);
    System.out.printf(
        "after a full collection it is %.1f MB more than at first%n",
        (status("VmRSS") - resident) / 1024.0);
    System.out.println(
        installation.service().jcmd("GC.class_histogram").lines().limit(30)
            .collect(Collectors.joining("\n")));
    close(listeners);
  }

  private void burst(int count, int events) throws IOException, InterruptedException {
    List<Listener> listeners = open(count, "");
    for (int round = 0; round < 3; round++) {
      Map<String, Long> before = installation.service().cpuMillisByThread();
      long cpu = installation.service().cpuMillis();
      long begun = System.nanoTime();
      int expected = (round + 1) * events;
      publish(events, 0);
      listen(listeners, listener -> listener.events >= expected);
      System.out.printf(
          "%d streams, %d events: least %d, most %d, in %.1f s, %.2f us of CPU an event and stream%n",
          count,
          events,
          listeners.stream().mapToInt(listener -> listener.events).min().orElse(0) - round * events,
          listeners.stream().mapToInt(listener -> listener.events).max().orElse(0) - round * events,
          (System.nanoTime() - begun) / 1e9,
          (installation.service().cpuMillis() - cpu) * 1000.0 / count / events);
      printThreads(before);
    }
    close(listeners);
  }

  private void active(int count, int rate, int seconds) throws IOException, InterruptedException {
    List<Listener> listeners = open(count, "");
    int events = rate * seconds;
    listeners.forEach(listener -> listener.delays = new long[events]);
    long cpu = installation.service().cpuMillis();
    long begun = System.nanoTime();
    Thread publisher = new Thread(() -> publish(events, rate));
    publisher.start();
    listen(listeners, listener -> listener.events >= events);
    publisher.join();
    double took = (System.nanoTime() - begun) / 1e9;
    // The first fifth warms up.
    long[] delays =
        listeners.stream()
            .flatMapToLong(listener -> Arrays.stream(listener.delays).skip(events / 5))
            .sorted()
            .toArray();
    System.out.printf(
        "%d streams, %d events a second: least %d of %d, CPU %.1f %% of a core, %.2f us an event and"
            + " stream; from the record to the client p50 %.1f, p99 %.1f, most %.1f ms%n",
        count,
        rate,
        listeners.stream().mapToInt(listener -> listener.events).min().orElse(0),
        events,
        (installation.service().cpuMillis() - cpu) / took / 10,
        (installation.service().cpuMillis() - cpu) * 1000.0 / count / events,
        delays[delays.length / 2] / 1e6,
        delays[delays.length * 99 / 100] / 1e6,
        delays[delays.length - 1] / 1e6);
    close(listeners);
  }

  private void replays(int events, int count, int rounds) throws IOException, InterruptedException {
    String position = position();
    publish(events, 0);
    awaitView();
    List<Listener> counting = open(1, "?from=" + position);
    drain(counting, Long.MAX_VALUE, 20_000_000_000L); // all there is, and a heartbeat
    long all = counting.get(0).bytes;
    close(counting);
    System.out.printf("%d events are %d bytes on a stream%n", events, all);
    for (int round = 0; round < rounds; round++) {
      Map<String, Long> before = installation.service().cpuMillisByThread();
      long cpu = installation.service().cpuMillis();
      long begun = System.nanoTime();
      List<Listener> listeners = open(count, "?from=" + position);
      drain(listeners, all * 999 / 1000, PATIENCE); // the frames of chunks differ
      double took = (System.nanoTime() - begun) / 1e9;
      long spent = installation.service().cpuMillis() - cpu;
      System.out.printf(
          "%d replays of %d events in %.1f s: %.2f us of CPU an event, %.0f events a CPU second%n",
          count, events, took, spent * 1000.0 / events / count, events * count / (spent / 1000.0));
      printThreads(before);
      close(listeners);
    }
  }

  private void printThreads(Map<String, Long> before) throws IOException {
    Map<String, Long> spent = new HashMap<>(installation.service().cpuMillisByThread());
    before.forEach((name, millis) -> spent.merge(name, -millis, Long::sum));
    System.out.println(
        spent.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(7)
            .map(thread -> "%s %d ms".formatted(thread.getKey(), thread.getValue()))
            .collect(Collectors.joining(", ", "    ", "")));
  }

  private void awaitView() throws InterruptedException, IOException {
    long deadline = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < deadline) {
      double lag =
          installation.read("/q/metrics").lines()
              .filter(line -> line.startsWith("rendezvous_follower_lag{topic=\"rendezvous.items\"}"))
              .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
              .sum();
      if (lag == 0) {
        Thread.sleep(3_000);
        return;
      }
      Thread.sleep(500);
    }
    throw new IllegalStateException("the view does not take in the items");
  }

  private List<Listener> open(int count, String query) throws IOException {
    List<Listener> listeners = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int address = n / STREAMS_OF_AN_ADDRESS;
      String from = "127.0.%d.%d".formatted(1 + address / 250, 1 + address % 250);
      SocketChannel channel = SocketChannel.open();
      channel.bind(new InetSocketAddress(from, 0));
      channel.connect(new InetSocketAddress("127.0.0.1", installation.port()));
      String request =
          "GET /stream%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
              .formatted(query, gzip ? "Accept-Encoding: gzip\r\n" : "");
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      listeners.add(new Listener(channel));
    }
    for (Listener listener : listeners) {
      ByteBuffer head = ByteBuffer.allocate(1024);
      if (query.isEmpty() && listener.channel.read(head) < 0) {
        throw new IOException("no stream");
      }
      listener.channel.configureBlocking(false);
    }
    return listeners;
  }

  /** The position that a stream begins with. */
  private String position() throws IOException {
    try (SocketChannel channel =
        SocketChannel.open(new InetSocketAddress("127.0.0.1", installation.port()))) {
      channel.write(
          ByteBuffer.wrap(
              "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer bytes = ByteBuffer.allocate(4096);
      String text = "";
      while (!text.matches("(?s).*\nid: [^\n]+\n.*")) {
        channel.read(bytes);
        text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
      }
      String id = text.substring(text.indexOf("\nid: ") + 5);
      return id.substring(0, id.indexOf('\n'));
    }
  }

  private static void close(List<Listener> listeners) throws IOException {
    for (Listener listener : listeners) {
      listener.channel.close();
    }
  }

  private interface Finished {
    boolean test(Listener listener);
  }

  private static void listen(List<Listener> listeners, Finished finished) throws IOException {
    listen(listeners, finished, PATIENCE);
  }

  private static void listen(List<Listener> listeners, Finished finished, long patience)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 18);
    select(
        listeners,
        finished,
        patience,
        listener -> {
          int count = listener.channel.read(bytes.clear());
          listener.count(bytes.flip());
          return count >= 0;
        });
  }

  /** Reads without looking at the bytes. */
  private static void drain(List<Listener> listeners, long expected, long patience)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 18);
    select(
        listeners,
        listener -> listener.bytes >= expected,
        patience,
        listener -> {
          int count = listener.channel.read(bytes.clear());
          listener.bytes += Math.max(0, count);
          return count >= 0;
        });
  }

  private interface Reader {
    boolean read(Listener listener) throws IOException;
  }

  private static void select(
      List<Listener> listeners, Finished finished, long patience, Reader reader)
      throws IOException {
    long deadline = System.nanoTime() + patience;
    try (Selector selector = Selector.open()) {
      for (Listener listener : listeners) {
        listener.channel.register(selector, SelectionKey.OP_READ, listener);
      }
      while (System.nanoTime() < deadline && !listeners.stream().allMatch(finished::test)) {
        selector.select(
            key -> {
              try {
                if (!reader.read((Listener) key.attachment())) {
                  key.cancel(); // disconnected: what it has got is what counts
                }
              } catch (IOException e) {
                key.cancel();
              }
            },
            1000);
      }
    }
  }

  /** Publishes items; at a rate a second, or as fast as it goes with 0. */
  private void publish(int events, int rate) {
    Map<String, Object> settings = Map.of("bootstrap.servers", installation.kafka());
    SeededItems items = new SeededItems(7, Instant.now());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      long begun = System.nanoTime();
      for (int n = 0; n < events; n++) {
        ProducerRecord<String, byte[]> record = items.next("rendezvous.items", events);
        if (rate > 0) {
          long due = begun + TimeUnit.SECONDS.toNanos(n) / rate;
          while (System.nanoTime() < due) {
            LockSupport.parkNanos(due - System.nanoTime());
          }
        }
        producer.send(timed(record));
      }
    }
  }

  // In a member that the service does not know.
  private static ProducerRecord<String, byte[]> timed(ProducerRecord<String, byte[]> record) {
    String item = new String(record.value(), StandardCharsets.UTF_8);
    String timed = "{\"bench\":\"time-" + System.nanoTime() + "\"," + item.substring(1);
    return new ProducerRecord<>(
        record.topic(),
        null,
        record.timestamp(),
        record.key(),
        timed.getBytes(StandardCharsets.UTF_8),
        record.headers());
  }

  private long status(String name) throws IOException {
    Path status = Path.of("/proc", Long.toString(installation.service().pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
