package news.rendezvous.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import news.rendezvous.bench.Installation;
import news.rendezvous.item.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the items topic (read_committed) and one stream, and keeps when each story came on either.
 * Stories are known by the number in their guid; a near-duplicate by that of the carrier.
 */
final class ItemsProbe implements AutoCloseable {

  private static final String GUID = "story-";

  private final Map<Integer, Long> inTopic = new ConcurrentHashMap<>();
  private final Map<Integer, Long> onStream = new ConcurrentHashMap<>();
  private final AtomicInteger published = new AtomicInteger();
  private final AtomicInteger duplicated = new AtomicInteger();
  private final AtomicInteger twice = new AtomicInteger();
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread reader;
  private final Thread listener;
  private volatile boolean ended;
  private volatile boolean connected;

  ItemsProbe(Installation installation) throws InterruptedException {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", installation.kafka(),
                "isolation.level", "read_committed",
                "fetch.max.wait.ms", "100"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    var partitions =
        consumer.partitionsFor("rendezvous.items").stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    reader = new Thread(this::read, "items");
    reader.start();
    listener = new Thread(() -> listen(installation.port()), "stream");
    listener.setDaemon(true);
    listener.start();
    while (!connected) {
      Thread.sleep(20);
    }
  }

  private void read() {
    while (!ended) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        take(record);
      }
    }
    consumer.close();
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return;
    }
    String type = new String(record.headers().lastHeader("ce_type").value());
    if (type.endsWith(".published")) {
      published.incrementAndGet();
    } else if (type.endsWith(".duplicated")) {
      duplicated.incrementAndGet();
    }
    note(number(record.value()), inTopic, twice);
  }

  private static void note(int story, Map<Integer, Long> times, AtomicInteger twice) {
    if (story >= 0 && times.putIfAbsent(story, System.currentTimeMillis()) != null) {
      twice.incrementAndGet();
    }
  }

  /** Number of the story that a record is about; -1 for one of another origin. */
  private static int number(byte[] value) {
    try {
      JsonNode ours = Json.mapper().readTree(value).path("_rendezvous");
      JsonNode carriers = ours.path("duplicates");
      JsonNode newest = carriers.isEmpty() ? ours : newest(carriers);
      String guid = newest.path("guid").asText("");
      return guid.startsWith(GUID) ? Integer.parseInt(guid.substring(GUID.length())) : -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode newest(JsonNode carriers) {
    JsonNode newest = carriers.get(0);
    for (JsonNode carrier : carriers) {
      newest =
          carrier.path("seen").asText().compareTo(newest.path("seen").asText()) >= 0
              ? carrier
              : newest;
    }
    return newest;
  }

  private void listen(int port) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/stream"))
            .header("Accept", "application/x-ndjson")
            .build();
    AtomicInteger again = new AtomicInteger();
    try {
      HttpResponse<Stream<String>> response =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
      connected = true;
      response.body().filter(line -> line.contains("\"guid\"")).forEach(line -> hear(line, again));
    } catch (IOException | UncheckedIOException e) {
      connected = true;
      if (!ended) {
        System.err.println("stream ended: " + e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void hear(String line, AtomicInteger again) {
    try {
      JsonNode event = Json.mapper().readTree(line);
      byte[] item = Json.mapper().writeValueAsBytes(event.path("data"));
      note(number(item), onStream, again);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int published() {
    return published.get();
  }

  int duplicated() {
    return duplicated.get();
  }

  /** Records that named a story again. */
  int twice() {
    return twice.get();
  }

  int stories() {
    return inTopic.size();
  }

  Map<Integer, Long> inTopic() {
    return inTopic;
  }

  Map<Integer, Long> onStream() {
    return onStream;
  }

  /** Waits until the topic has so many stories; false after a time. */
  boolean await(int count, Duration atMost) throws InterruptedException {
    return awaitSize(inTopic, count, atMost);
  }

  private static boolean awaitSize(Map<Integer, Long> times, int count, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (times.size() < count && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    return times.size() >= count;
  }

  /** Waits for a story on the stream; its time. */
  long awaitOnStream(int story, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!onStream.containsKey(story)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("story " + story + " is not on the stream");
      }
      Thread.sleep(1);
    }
    return onStream.get(story);
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    reader.join();
  }
}
