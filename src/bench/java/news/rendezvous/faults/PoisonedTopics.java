package news.rendezvous.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import news.rendezvous.bench.Installation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Poison records on every topic: some that nothing can decode, and, of a valid record of each, some
 * that can be decoded and make no sense. They are counted, logged once and set aside; stories go
 * on, everything is served, and a restart reads past them.
 */
final class PoisonedTopics implements Scenarios.Scenario {

  private static final int STORY_MILLIS = 300;

  /** The source whose records are mutated, in an edition of its own. */
  private static final String VICTIM = "victim";

  private static final List<String> TOPICS =
      List.of(
          "sources", "views", "subscriptions", "poll-state", "entries", "references", "items");
  private static final List<String> PATHS =
      List.of(
          "/feed.rss?limit=500",
          "/feed.atom?limit=500",
          "/feed.json?limit=500",
          "/",
          "/sources",
          "/sources/" + VICTIM,
          "/sources/" + VICTIM + "/feed.json",
          "/views/" + VICTIM + "/feed.json",
          "/opml",
          "/admin/sources",
          "/admin/opml",
          "/q/health/live",
          "/q/metrics");
  private static final Pattern POSITION =
      Pattern.compile("(topic=\\S+ partition=\\d+ offset=\\d+)");
  private static final Pattern BUG = Pattern.compile("an error of the program: (.*)");

  @Override
  public void run(Findings findings, int amount) throws Exception {
    try (Press press = new Press(Scenarios.seed(), STORY_MILLIS);
        TestBed bed = new TestBed(press, true, 1);
        Callbacks callbacks = new Callbacks(1, 0)) {
      Installation service = bed.first();
      service.set("rendezvous.demo", true); // its references are in their topic
      service.set("rendezvous.sources." + VICTIM + ".url", press.url(0) + "/" + VICTIM);
      service.set("rendezvous.sources." + VICTIM + ".edition", VICTIM);
      service.set("rendezvous.views." + VICTIM + ".title", VICTIM);
      bed.start(findings);
      String base = "http://127.0.0.1:" + service.port();
      callbacks.subscribe(base + "/hub", base + "/views/" + VICTIM + "/feed.json");
      findings.within(
          TestBed.RECOVERY,
          "a record in every topic",
          () -> samples(service).size() == TOPICS.size());
      undecodable(service, findings);
      bed.awaitRecovery(findings);
      senseless(service, findings);
      bed.awaitRecovery(findings);
      serves(service, findings, "everything is served");
      service.service().signal("TERM");
      service.service().exitCode(Duration.ofSeconds(60));
      service.start("-Xmx256m");
      bed.awaitRecovery(findings);
      serves(service, findings, "everything is served after a restart");
      bed.verify(findings, record -> Witness.edition(record).isPresent());
      readLog(service, findings);
    }
  }

  /** One valid record of each topic; of the victim, where the topic has such. */
  private static Map<String, ConsumerRecord<String, byte[]>> samples(Installation service) {
    Map<String, ConsumerRecord<String, byte[]>> samples = new LinkedHashMap<>();
    for (String topic : TOPICS) {
      sample(service, topic).ifPresent(record -> samples.put(topic, record));
    }
    return samples;
  }

  private static Optional<ConsumerRecord<String, byte[]>> sample(
      Installation service, String topic) {
    List<ConsumerRecord<String, byte[]>> records =
        Witness.readAll(service.kafkaSettings(), "rendezvous." + topic).stream()
            .filter(record -> record.value() != null)
            .toList();
    return records.stream()
        .filter(record -> topic.equals("references") || text(record).contains(VICTIM))
        .findFirst();
  }

  private static String text(ConsumerRecord<String, byte[]> record) {
    return new String(record.value(), StandardCharsets.UTF_8);
  }

  private static void undecodable(Installation service, Findings findings) throws Exception {
    Map<String, List<byte[]>> poison = new LinkedHashMap<>();
    TOPICS.forEach(topic -> poison.put(topic, Mutations.undecodable()));
    Map<String, Double> before = counted(service);
    poison.forEach(
        (topic, values) -> {
          List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
          for (int n = 0; n < values.size(); n++) {
            records.add(new ProducerRecord<>("rendezvous." + topic, key(topic, n), values.get(n)));
          }
          send(service, records);
        });
    for (String topic : TOPICS) {
      int sent = poison.get(topic).size();
      String name = "rendezvous." + topic;
      findings.within(
          TestBed.RECOVERY,
          "%d undecodable records counted: %s".formatted(sent, name),
          () -> counted(service).getOrDefault(name, 0.0) - before.getOrDefault(name, 0.0) == sent);
    }
  }

  // A hash is the key of references: another key is poison whatever the value.
  private static String key(String topic, int n) {
    return topic.equals("references") ? "%032x".formatted(n) : "poison-" + n;
  }

  private static void senseless(Installation service, Findings findings) throws Exception {
    Map<String, Double> before = counted(service);
    Map<String, Integer> sent = new LinkedHashMap<>();
    for (var sample : samples(service).entrySet()) {
      ConsumerRecord<String, byte[]> record = sample.getValue();
      List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
      for (byte[] value : Mutations.of(record.value())) {
        records.add(
            new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), value, record.headers()));
      }
      records.add(new ProducerRecord<>(record.topic(), null, null, record.value()));
      records.add(new ProducerRecord<>(record.topic(), null, "", record.value()));
      // Without the headers of CloudEvents, which records of the items topic have.
      records.add(
          new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value()));
      send(service, records);
      sent.put(record.topic(), records.size());
    }
    findings.within(
        TestBed.RECOVERY,
        "all of them are read",
        () -> lag(service) == 0 && counted(service).size() > 0);
    Map<String, Double> after = counted(service);
    sent.forEach(
        (topic, count) ->
            findings.note(
                "of %d mutated records set aside: %s".formatted(count, topic),
                Math.round(after.getOrDefault(topic, 0.0) - before.getOrDefault(topic, 0.0))));
  }

  private static void send(Installation service, List<ProducerRecord<String, byte[]>> records) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", service.kafka()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      records.forEach(producer::send);
    }
  }

  private static void serves(Installation service, Findings findings, String what)
      throws Exception {
    List<String> refused = new ArrayList<>();
    for (String path : PATHS) {
      int status = service.get(path);
      if (status != 200) {
        refused.add(path + " " + status);
      }
    }
    findings.require(what, refused.isEmpty(), "%d paths, not: %s".formatted(PATHS.size(), refused));
  }

  private static void readLog(Installation service, Findings findings) throws Exception {
    List<String> lines = service.logLines();
    List<String> bugs =
        lines.stream()
            .map(BUG::matcher)
            .filter(Matcher::find)
            .map(matcher -> matcher.group(1))
            .toList();
    findings.require("none is an error of the program", bugs.isEmpty(), bugs);
    Map<String, Long> positions =
        lines.stream()
            .map(POSITION::matcher)
            .filter(Matcher::find)
            .map(Matcher::group)
            .collect(Collectors.groupingBy(position -> position, Collectors.counting()));
    // Twice at most: the process was started twice.
    long repeated = positions.values().stream().filter(count -> count > 2).count();
    findings.require(
        "each is logged once by a process", repeated == 0, positions.size() + " positions logged");
    long errors =
        lines.stream()
            .filter(line -> line.contains(" ERROR [news.rendezvous."))
            .peek(line -> System.out.println("         " + line))
            .count();
    findings.require("no error of ours is logged", errors == 0, errors);
  }

  private static Map<String, Double> counted(Installation service) throws Exception {
    return metrics(service, "rendezvous_poison_records_total{topic=\"");
  }

  private static double lag(Installation service) throws Exception {
    return metrics(service, "rendezvous_follower_lag{topic=\"").values().stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** Values of a metric by its first label. */
  private static Map<String, Double> metrics(Installation service, String start) throws Exception {
    return service
        .read("/q/metrics")
        .lines()
        .filter(line -> line.startsWith(start))
        .collect(
            Collectors.toMap(
                line -> line.substring(start.length(), line.indexOf('"', start.length())),
                line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                Double::sum));
  }
}
