package news.rendezvous.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import news.rendezvous.bench.Installation;
import news.rendezvous.view.StreamPosition;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Streams that are cut at random moments while stories come, replicas are killed, and the topic
 * loses its oldest records. Each client must have got every record between its first and its last
 * position once.
 */
final class StreamCuts implements Scenarios.Scenario {

  private static final String TOPIC = "rendezvous.items";
  private static final int CLIENTS = 24;
  private static final int STORY_MILLIS = 40;
  private static final int BETWEEN_KILLS_MILLIS = 10_000;

  private static final Duration LATE = Duration.ofMinutes(1);

  /** Records that are left in a partition. */
  private static final int KEPT = 40;

  /** Records of the topic, by partition and offset, from the first to those that expire. */
  private final Map<Integer, Map<Long, String>> records = new HashMap<>();

  private final AtomicInteger cuts = new AtomicInteger();
  private volatile boolean closing;

  @Override
  public void run(Findings findings, int amount) throws Exception {
    try (TestBed bed = new TestBed(new Press(Scenarios.seed(), STORY_MILLIS), false, 2)) {
      for (Installation replica : bed.replicas()) {
        replica.set("rendezvous.stream.connections-per-address", 1_000);
        replica.set("rendezvous.topics.partitions", 3);
      }
      bed.start(findings);
      Thread log = new Thread(() -> follow(bed.kafka()), "log");
      log.start();
      List<CutStream> clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(n -> new CutStream(bed.replicas(), Scenarios.seed() + n, cuts))
              .toList();
      List<Thread> threads = clients.stream().map(Thread::new).toList();
      threads.forEach(Thread::start);
      int kills = disturb(bed, amount);
      clients.forEach(CutStream::close);
      for (Thread thread : threads) {
        thread.join();
      }
      bed.press().stop();
      bed.awaitReady(findings);
      finish(findings, bed, clients);
      closing = true;
      log.join();
      findings.note("cuts, kills of a replica", cuts + ", " + kills);
      compare(findings, clients);
    }
  }

  private int disturb(TestBed bed, int amount) throws Exception {
    Random random = new Random(Scenarios.seed());
    int kills = 0;
    while (cuts.get() < amount) {
      Thread.sleep(BETWEEN_KILLS_MILLIS / 2 + random.nextInt(BETWEEN_KILLS_MILLIS));
      Installation victim = bed.replicas().get(random.nextInt(2));
      victim.service().kill();
      TestBed.launch(victim);
      kills++;
      loseOldest(bed.kafka());
    }
    return kills;
  }

  private static void loseOldest(Map<String, Object> kafka) throws Exception {
    try (Admin admin = Admin.create(kafka);
        KafkaConsumer<String, byte[]> consumer = consumer(kafka)) {
      Map<TopicPartition, RecordsToDelete> expired = new HashMap<>();
      consumer
          .endOffsets(partitions(consumer))
          .forEach(
              (partition, end) ->
                  expired.put(partition, RecordsToDelete.beforeOffset(Math.max(0, end - KEPT))));
      admin.deleteRecords(expired).all().get();
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
    return consumer.partitionsFor(TOPIC).stream()
        .map(info -> new TopicPartition(TOPIC, info.partition()))
        .toList();
  }

  private static KafkaConsumer<String, byte[]> consumer(Map<String, Object> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private void follow(Map<String, Object> kafka) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(kafka)) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closing) {
        consumer.poll(Duration.ofMillis(20)).forEach(this::note);
      }
    }
  }

  private synchronized void note(ConsumerRecord<String, byte[]> record) {
    String id =
        new String(record.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8);
    records.computeIfAbsent(record.partition(), x -> new HashMap<>()).put(record.offset(), id);
  }

  private synchronized StreamPosition end() {
    StreamPosition end = StreamPosition.of();
    for (Map.Entry<Integer, Map<Long, String>> partition : records.entrySet()) {
      for (long offset : partition.getValue().keySet()) {
        end = end.after(partition.getKey(), offset);
      }
    }
    return end;
  }

  private void finish(Findings findings, TestBed bed, List<CutStream> clients) throws Exception {
    Thread.sleep(5_000); // for the last stories
    StreamPosition end = end();
    long late = 0;
    for (CutStream client : clients) {
      long deadline = System.nanoTime() + LATE.toNanos();
      if (!client.readTo(end, deadline)) {
        late++;
        System.out.printf("         late: %s, the end is %s%n", client, CutStream.offsets(end));
      }
    }
    findings.require("every stream reaches the end", late == 0, late + " late");
  }

  private void compare(Findings findings, List<CutStream> clients) {
    long lost = 0;
    long twice = 0;
    long events = 0;
    long sessions = 0;
    for (CutStream client : clients) {
      for (CutStream.Session session : client.sessions()) {
        List<String> missing = between(session.from(), session.to());
        List<String> surplus = new ArrayList<>();
        for (String revision : session.revisions) {
          if (!missing.remove(revision)) {
            surplus.add(revision);
          }
        }
        lost += missing.size();
        twice += surplus.size();
        events += session.revisions.size();
        sessions++;
      }
    }
    findings.require(
        "each got every record between its first and its last position, once",
        lost + twice == 0 && events > 0,
        "%d events, %d lost, %d twice".formatted(events, lost, twice));
    int gone = clients.stream().mapToInt(CutStream::gone).sum();
    findings.require(
        "and began again after a 410", gone > 0, "%d times, %d sessions".formatted(gone, sessions));
  }

  private synchronized List<String> between(StreamPosition from, StreamPosition to) {
    List<String> between = new ArrayList<>();
    records.forEach(
        (partition, byOffset) ->
            byOffset.forEach(
                (offset, id) -> {
                  if (!from.isPast(partition, offset) && to.isPast(partition, offset)) {
                    between.add(id);
                  }
                }));
    return between;
  }
}
