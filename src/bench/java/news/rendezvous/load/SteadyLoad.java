package news.rendezvous.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import news.rendezvous.bench.Child;
import news.rendezvous.bench.Installation;
import news.rendezvous.bench.Invented;
import news.rendezvous.item.Json;
import news.rendezvous.source.PollOutcome;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sources that are polled by schedule, and stories that appear at a rate, on a service that had all
 * sources and a number of items before it started.
 */
final class SteadyLoad {

  private static final int PARTITIONS = 4;
  private static final int SEEN = 20;

  /** Until the first poll: the start, and the time for the figures of an idle service. */
  private static final Duration BEFORE_POLLS = Duration.ofSeconds(90);

  private final int sources;
  private final int polls;
  private final int stories;
  private final int held;
  private final int minutes;
  private final Duration interval;
  private final Report report;

  /**
   * One run.
   *
   * @param polls a second
   * @param stories a second
   * @param held items in the topic and the view before the start
   * @param minutes of measurement, after a warm-up of one poll interval, at least a minute
   */
  SteadyLoad(int sources, int polls, int stories, int held, int minutes) {
    this.sources = sources;
    this.polls = polls;
    this.stories = stories;
    this.held = held;
    this.minutes = minutes;
    interval = Duration.ofMillis(sources * 1_000L / polls);
    report = new Report("steady " + sources + " sources, " + held + " items");
  }

  void run() throws Exception {
    int hosts = Integer.getInteger("addresses", Math.min(sources / 10, 2_048));
    try (LoadBed bed = new LoadBed(sources, hosts, interval.toMillis())) {
      bed.installation().set("rendezvous.view.max-items", Math.max(20_000, 2 * held));
      bed.installation().set("rendezvous.view.max-size", "1G");
      bed.installation().set("rendezvous.poll.max-interval", "24h");
      fillItems(bed);
      fillSources(bed);
      report.atMost("start with sources and items", bed.start() / 1e3, "s", 8);
      idle(bed);
      measure(bed);
      report.add("exit", bed.stop() / 1e3, "s");
    }
    report.print();
  }

  /** Through the dedup stage, so that it knows them. */
  private void fillItems(LoadBed bed) throws Exception {
    bed.start(); // creates the topics
    try (KafkaProducer<String, byte[]> entries = producer(bed.installation())) {
      for (int n = 0; n < held; n++) {
        String edition = SeededStories.language(n);
        byte[] value = Json.encode(Invented.entry(n, edition, Instant.now()));
        entries.send(new ProducerRecord<>("rendezvous.entries", edition, value));
      }
    }
    while (Json.mapper().readTree(bed.installation().read("/q/health/ready")).isMissingNode()
        || !hasAll(bed)) {
      Thread.sleep(500);
    }
    bed.stop();
  }

  private boolean hasAll(LoadBed bed) throws IOException, InterruptedException {
    return metric(bed, "rendezvous_dedup_total") >= held
        && metric(bed, "rendezvous_follower_lag{topic=\"rendezvous.items\"") == 0;
  }

  private static double metric(LoadBed bed, String name) throws IOException, InterruptedException {
    return bed.installation()
        .read("/q/metrics")
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /** Sources with the state of an earlier run, next due within one interval, in the stopped broker. */
  private void fillSources(LoadBed bed) throws IOException, InterruptedException, ExecutionException {
    Path data = bed.installation().dataDir();
    Child broker = bed.installation().startBroker(data);
    bed.installation().waitForBroker();
    String generation = generation(bed.installation());
    Random random = new Random(LoadBed.SEED);
    Instant now = Instant.now().plus(BEFORE_POLLS);
    try (KafkaProducer<String, byte[]> producer = producer(bed.installation())) {
      for (int feed = 0; feed < sources; feed++) {
        String id = bed.addresses().id(feed);
        Map<String, Object> source =
            Map.of(
                "id", id, "url", bed.addresses().url(feed), "enabled", true, "interval", interval);
        send(producer, "rendezvous.sources", id, source);
        Instant next = now.plusMillis(random.nextLong(interval.toMillis()));
        send(producer, "rendezvous.poll-state", id, state(bed, feed, next, generation, random));
      }
    }
    broker.finish(); // by SIGTERM its log would be left open
  }

  private Map<String, Object> state(
      LoadBed bed, int feed, Instant next, String generation, Random random) {
    byte[] seen = new byte[SEEN * Long.BYTES];
    random.nextBytes(seen);
    Map<String, Object> memory = new HashMap<>();
    memory.put("validators", Map.of("etag", LoadServer.etag(0)));
    memory.put("seen", seen);
    memory.put("entries", SEEN);
    Map<String, Object> state = new HashMap<>();
    state.put("memory", memory);
    state.put("health", Map.of("outcome", PollOutcome.NOT_MODIFIED, "failures", 0));
    state.put(
        "plan", Map.of("last", next.minus(interval), "next", next, "reason", "interval " + interval));
    state.put("edition", SeededStories.language(feed));
    state.put("profile", Map.of("title", "Harbour News " + feed));
    state.put("generation", generation);
    state.put("url", bed.addresses().url(feed));
    return state;
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, String topic, String id, Map<String, Object> value) {
    int partition = Math.floorMod(id.hashCode(), PARTITIONS);
    producer.send(new ProducerRecord<>(topic, partition, id, Json.encode(value)));
  }

  private static String generation(Installation installation)
      throws InterruptedException, ExecutionException {
    var topics = Stream.of("rendezvous.entries", "rendezvous.items").toList();
    try (Admin admin = Admin.create(installation.kafkaSettings())) {
      Map<String, TopicDescription> found = admin.describeTopics(topics).allTopicNames().get();
      return topics.stream()
          .map(name -> found.get(name).topicId().toString())
          .collect(Collectors.joining("/"));
    }
  }

  private static KafkaProducer<String, byte[]> producer(Installation installation) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", installation.kafka(), "linger.ms", 20),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** Before the first poll is due. */
  private void idle(LoadBed bed) throws IOException, InterruptedException {
    try (ProcessProbe probe = bed.probe()) {
      Thread.sleep(30_000);
      double cpu = probe.cpuSeconds();
      Thread.sleep(20_000);
      report.add("idle CPU", (probe.cpuSeconds() - cpu) / 0.2, "% of a core");
      report.add("idle anonymous", probe.anonymousMegabytes(), "MB");
      report.add("idle file", probe.fileMegabytes(), "MB");
      report.add("idle live heap", probe.liveHeapMegabytes(), "MB");
    }
  }

  private void measure(LoadBed bed) throws Exception {
    try (ProcessProbe probe = bed.probe();
        ItemsProbe items = new ItemsProbe(bed.installation())) {
      bed.control("rate?stories=" + stories);
      Thread.sleep(BEFORE_POLLS.toMillis() + Math.max(60_000, interval.toMillis()));
      Map<String, Long> threads = bed.service().cpuMillisByThread();
      int first = Integer.parseInt(bed.control("rate?stories=" + stories));
      bed.control("reset");
      double cpu = probe.cpuSeconds();
      long begun = System.nanoTime();
      Thread.sleep(Duration.ofMinutes(minutes).toMillis());
      double used = probe.cpuSeconds() - cpu;
      double seconds = (System.nanoTime() - begun) / 1e9;
      long[] upstream = bed.upstreamFigures();
      bed.control("rate?stories=0");
      report.atMost("CPU", used / seconds, "cores", 1);
      report.add("polls", upstream[0] / seconds, "/s");
      report.add("polls answered by 304", 100.0 * upstream[1] / upstream[0], "%");
      report.add("CPU of a poll, all included", used * 1e6 / upstream[0], "µs");
      report.atMost("polls late by more than 10 %", upstream[2], "", 0);
      report.add("longest gap / interval", (double) upstream[3] / interval.toMillis(), "");
      report.atMost(
          "peak anonymous", probe.peakAnonymousMegabytes(), "MB", 1_500);
      report.add("file", probe.fileMegabytes(), "MB");
      report.add("threads", probe.threads(), "");
      printThreads(threads, bed.service().cpuMillisByThread(), seconds);
      Thread.sleep(5_000);
      delays(bed, items, first);
      readers(bed, probe);
      report.add("live heap", probe.liveHeapMegabytes(), "MB");
    }
  }

  private void delays(LoadBed bed, ItemsProbe items, int first)
      throws IOException, InterruptedException {
    Map<Integer, Long> served = bed.served(0);
    long lost = served.keySet().stream().filter(story -> !items.inTopic().containsKey(story)).count();
    report.atMost("stories lost", lost, "", 0);
    report.atMost("stories twice", items.twice(), "", 0);
    report.add(
        "near-duplicates found",
        100.0 * items.duplicated() / (items.duplicated() + items.published()),
        "% of stories");
    served.keySet().removeIf(story -> story < first);
    Delays toItem = Delays.between(served, items.inTopic());
    report.add("served to item, p50", toItem.at(0.5), "ms");
    report.add("served to item, p99", toItem.at(0.99), "ms");
    Delays toStream = Delays.between(items.inTopic(), items.onStream());
    report.add("item to stream, p50", toStream.at(0.5), "ms");
    report.add("item to stream, p99", toStream.at(0.99), "ms");
  }

  /** Documents beside nothing else, after the polls' load; CPU of the service with its polls. */
  private void readers(LoadBed bed, ProcessProbe probe) throws Exception {
    for (String path :
        new String[] {"/feed.rss?limit=50", "/feed.json?q=low+tide", "/sources?page=2", "/"}) {
      long[] millis = new long[40];
      for (int n = 0; n < millis.length; n++) {
        long begun = System.nanoTime();
        int status = bed.installation().get(path);
        millis[n] = (System.nanoTime() - begun) / 1_000;
        if (status != 200) {
          throw new IllegalStateException(path + " answers " + status);
        }
      }
      Arrays.sort(millis);
      report.add("GET " + path + ", p50", millis[millis.length / 2] / 1e3, "ms");
    }
  }

  private static void printThreads(Map<String, Long> before, Map<String, Long> after, double seconds) {
    after.entrySet().stream()
        .map(e -> Map.entry(e.getKey(), e.getValue() - before.getOrDefault(e.getKey(), 0L)))
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(14)
        .forEach(
            e -> System.err.printf("  %5.1f %% %s%n", e.getValue() / seconds / 10, e.getKey()));
  }
}
