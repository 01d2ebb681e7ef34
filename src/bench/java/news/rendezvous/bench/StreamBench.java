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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Cost of open streams, and completeness of the events that active ones receive in a burst.
 * Arguments: idle streams, active streams, events.
 */
public final class StreamBench {

  private static final byte[] MARK = "event: published".getBytes(StandardCharsets.US_ASCII);
  private static final long PATIENCE = 120_000_000_000L;

  private StreamBench() {}

  /** A connection that counts the events on it. */
  private static final class Listener {

    final SocketChannel channel;
    int matched;
    int events;

    Listener(int port) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      String request = "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      if (channel.read(ByteBuffer.allocate(1024)) < 0) {
        throw new IOException("no stream");
      }
      channel.configureBlocking(false);
    }

    void count(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        byte b = bytes.get();
        matched = b == MARK[matched] ? matched + 1 : b == MARK[0] ? 1 : 0;
        if (matched == MARK.length) {
          events++;
          matched = 0;
        }
      }
    }
  }

  /**
   * Runs it.
   *
   * @param args idle streams, active streams, events
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int idle = Integer.parseInt(args[0]);
    int active = Integer.parseInt(args[1]);
    int events = Integer.parseInt(args[2]);
    try (Installation installation = new Installation(false)) {
      installation.set("rendezvous.stream.connections-per-address", idle + active);
      installation.startBroker();
      installation.start("-Xmx256m");
      idle(installation, idle);
      active(installation, active, events);
    }
  }

  private static void idle(Installation installation, int count)
      throws IOException, InterruptedException {
    List<Listener> warm = open(installation, 10);
    close(warm);
    long heap = installation.service().liveBytes();
    long resident = resident(installation);
    List<Listener> listeners = open(installation, count);
    Thread.sleep(20_000); // one heartbeat at least
    System.out.printf(
        "%d idle streams: %.1f KB of live heap each, resident memory grew by %.1f MB%n",
        count,
        (installation.service().liveBytes() - heap) / 1024.0 / count,
        (resident(installation) - resident) / 1024.0);
    close(listeners);
  }

  private static void active(Installation installation, int count, int events)
      throws IOException, InterruptedException {
    List<Listener> listeners = open(installation, count);
    long cpu = installation.service().cpuMillis();
    long begun = System.nanoTime();
    publish(installation.kafka(), events);
    listen(listeners, events);
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf(
        "%d active streams, %d events: least %d, most %d, in %.1f s, %.1f µs of CPU an event and stream%n",
        count,
        events,
        listeners.stream().mapToInt(listener -> listener.events).min().orElse(0),
        listeners.stream().mapToInt(listener -> listener.events).max().orElse(0),
        seconds,
        (installation.service().cpuMillis() - cpu) * 1000.0 / count / events);
    close(listeners);
  }

  private static List<Listener> open(Installation installation, int count) throws IOException {
    List<Listener> listeners = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      listeners.add(new Listener(installation.port()));
    }
    return listeners;
  }

  private static void close(List<Listener> listeners) throws IOException {
    for (Listener listener : listeners) {
      listener.channel.close();
    }
  }

  private static void listen(List<Listener> listeners, int events) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    long deadline = System.nanoTime() + PATIENCE;
    try (Selector selector = Selector.open()) {
      for (Listener listener : listeners) {
        listener.channel.register(selector, SelectionKey.OP_READ, listener);
      }
      while (System.nanoTime() < deadline
          && listeners.stream().anyMatch(listener -> listener.events < events)) {
        selector.select(key -> read(key, bytes), 1000);
      }
    }
  }

  private static void read(SelectionKey key, ByteBuffer bytes) {
    Listener listener = (Listener) key.attachment();
    try {
      bytes.clear();
      if (listener.channel.read(bytes) < 0) {
        key.cancel(); // disconnected: what it was told is what counts
      }
      listener.count(bytes.flip());
    } catch (IOException e) {
      key.cancel();
    }
  }

  private static void publish(String kafka, int events) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int n = 0; n < events; n++) {
        producer.send(record("urn:uuid:" + UUID.randomUUID()));
      }
    }
  }

  private static ProducerRecord<String, byte[]> record(String id) {
    String item =
        """
        {"id":"%s","title":"Low tide","content_text":"%s","_rendezvous":{"source":{"id":"quay",\
        "url":"https://quay.example/"},"revision":1,"first_seen":"%s","timeline":"%s"}}"""
            .formatted(id, "The ferry waits for water. ".repeat(60), Instant.now(), Instant.now());
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>("rendezvous.items", id, item.getBytes(StandardCharsets.UTF_8));
    record
        .headers()
        .add("ce_type", "news.rendezvous.item.published".getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static long resident(Installation installation) throws IOException {
    Path status = Path.of("/proc", Long.toString(installation.service().pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
