package news.rendezvous.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import news.rendezvous.bench.Installation;
import news.rendezvous.bench.KafkaCluster;
import news.rendezvous.bench.KafkaSecurity;
import news.rendezvous.deploy.KafkaHowTo;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker with TLS, SCRAM and ACLs. The service has the settings of the guide, the topics of the
 * Strimzi resources, and the rights that the commands of the guide grant. Then each right is taken
 * away alone: from the running service, which must say which one is missing, and before a start.
 */
final class MissingRights {

  private static final String USER = "rendezvous";
  private static final Path TOPICS = Path.of("deploy/components/strimzi/topics.yaml");
  private static final int STORY_MILLIS = 500;
  private static final Duration NOTICED = Duration.ofSeconds(60);
  private static final int MOST_LINES = 8;
  private static final Comparator<AclBinding> BY_NAME =
      Comparator.comparing(
          right ->
              right.pattern().resourceType() + right.pattern().name() + right.entry().operation());

  private final Findings findings;
  private final KafkaHowTo guide = KafkaHowTo.read();
  private final Path directory = Files.createTempDirectory("rendezvous-rights");
  private final KafkaCluster cluster;
  private final TestBed bed;

  private MissingRights(Findings findings, int replicas) throws Exception {
    this.findings = findings;
    KafkaSecurity security = KafkaSecurity.scram(directory, USER);
    cluster = new KafkaCluster(1, security);
    bed = new TestBed(new Press(Scenarios.seed(), STORY_MILLIS), cluster, replicas);
    for (Installation replica : bed.replicas()) {
      guide.login().forEach((name, value) -> replica.export(name, own(value)));
      replica.set("rendezvous.topics.partitions", 12);
    }
  }

  // The guide has placeholders for what each installation has of its own.
  private String own(String value) {
    return value
        .replace("…", KafkaSecurity.PASSWORD)
        .replace("/etc/rendezvous/ca.pem", directory.resolve("ca.pem").toString())
        .replace("admin.properties", directory.resolve("admin.properties").toString())
        .replace("kafka-1:9092", cluster.bootstrapServers());
  }

  /** Two replicas with the least rights, a restart on an empty disk. */
  static void least(Findings findings, int amount) throws Exception {
    MissingRights trial = new MissingRights(findings, 2);
    try (TestBed bed = trial.bed) {
      trial.prepare(trial.guide.commands());
      trial.makeTopics();
      findings.require(
          "the commands of the guide grant the rights of its table",
          trial.granted().equals(trial.guide.rights()),
          trial.granted().size() + " rights");
      bed.launch(findings, bed.replicas().size());
      bed.publish(findings);
      Installation second = bed.replicas().get(1);
      second.stop();
      second.forget();
      TestBed.launch(second);
      bed.awaitRecovery(findings);
      bed.verify(findings);
      findings.within(
          TestBed.RECOVERY,
          "both serve the same feed",
          () -> bed.first().read("/feed.json").equals(second.read("/feed.json")));
      for (Installation replica : bed.replicas()) {
        trial.noteWarnings(replica);
      }
    } finally {
      Installation.delete(trial.directory);
    }
  }

  /** The service creates its topics, and gets partitions added. */
  static void creating(Findings findings, int amount) throws Exception {
    MissingRights trial = new MissingRights(findings, 1);
    try (TestBed bed = trial.bed) {
      List<List<String>> commands = new ArrayList<>(trial.guide.commands().subList(1, 3));
      commands.add(trial.guide.creating());
      trial.prepare(commands);
      bed.launch(findings, bed.replicas().size());
      bed.publish(findings);
      try (Admin admin = Admin.create(trial.cluster.settings())) {
        admin
            .createPartitions(Map.of("rendezvous.entries", NewPartitions.increaseTo(13)))
            .all()
            .get();
        findings.within(
            TestBed.RECOVERY,
            "the changelog has as many partitions",
            () ->
                admin
                        .describeTopics(List.of("rendezvous.dedup-memory-5-of-12-changelog"))
                        .allTopicNames()
                        .get()
                        .values()
                        .iterator()
                        .next()
                        .partitions()
                        .size()
                    == 13);
      }
      bed.awaitRecovery(findings);
      bed.verify(findings);
      trial.noteWarnings(bed.first());
    } finally {
      Installation.delete(trial.directory);
    }
  }

  /** Each of some rights is taken away. */
  static Scenarios.Scenario without(Predicate<AclBinding> some) {
    return (findings, amount) -> {
      MissingRights trial = new MissingRights(findings, 1);
      try (TestBed bed = trial.bed) {
        trial.prepare(trial.guide.commands());
        trial.makeTopics();
        bed.launch(findings, bed.replicas().size());
        bed.publish(findings);
        List<AclBinding> rights =
            trial.guide.rights().stream().filter(some).sorted(BY_NAME).toList();
        for (AclBinding right : rights) {
          trial.takeAway(right);
        }
        bed.verify(findings);
      } finally {
        Installation.delete(trial.directory);
      }
    };
  }

  static boolean isOfTopics(AclBinding right) {
    return right.pattern().resourceType() == ResourceType.TOPIC;
  }

  static boolean isRead(AclBinding right) {
    return right.entry().operation() == AclOperation.READ;
  }

  private void takeAway(AclBinding right) throws Exception {
    System.out.printf(
        "  without %s on %s %s%n",
        operation(right),
        right.pattern().resourceType().name().toLowerCase(java.util.Locale.ROOT),
        right.pattern().name());
    Installation service = bed.first();
    int logged = service.logLines().size();
    try (Admin admin = Admin.create(cluster.settings())) {
      admin.deleteAcls(List.of(right.toFilter())).all().get();
      findings.within(NOTICED, "readiness of the running service names it", () -> names(right));
      service.stop();
      TestBed.launch(service);
      findings.within(NOTICED, "readiness of a new one names it", () -> names(right));
      Thread.sleep(10_000); // in which it could flood the log
      readLog(right, logged);
      long granted = System.nanoTime();
      admin.createAcls(List.of(right)).all().get();
      findings.within(NOTICED.multipliedBy(2), "granted: ready", service::isReady);
      findings.within(
          NOTICED.multipliedBy(2), "new items", () -> bed.witness().sawAllSince(granted));
    }
  }

  private boolean names(AclBinding right) throws Exception {
    Optional<String> ready = bed.first().status("/q/health/ready", 503);
    return ready.filter(health -> mentions(health, right)).isPresent();
  }

  private static boolean mentions(String text, AclBinding right) {
    return text.contains(operation(right)) && text.contains(right.pattern().name());
  }

  /** As ACL tools name it. */
  private static String operation(AclBinding right) {
    String name = right.entry().operation().name();
    return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
  }

  private void readLog(AclBinding right, int from) throws Exception {
    List<String> all = bed.first().logLines();
    List<String> lines =
        all.subList(from, all.size()).stream()
            .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
            .toList();
    long naming = lines.stream().filter(line -> mentions(line, right)).count();
    findings.require(
        "so do lines of the log, and there is no flood",
        naming >= 2 && lines.size() <= MOST_LINES,
        "%d lines name it, of %d".formatted(naming, lines.size()));
    lines.forEach(line -> System.out.println("         " + line));
  }

  private void noteWarnings(Installation replica) throws Exception {
    List<String> warnings =
        replica.logLines().stream()
            .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
            .toList();
    findings.note("warnings of a replica", warnings.size());
    warnings.forEach(line -> System.out.println("         " + line));
  }

  /** Starts the broker and runs commands of the guide, with Kafka's own tool. */
  private void prepare(List<List<String>> commands) throws Exception {
    cluster.start();
    List<String> lines =
        cluster.settings().entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .toList();
    Files.write(directory.resolve("admin.properties"), lines);
    for (List<String> command : commands) {
      List<String> line = new ArrayList<>();
      line.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              "org.apache.kafka.tools.AclCommand"));
      command.forEach(argument -> line.add(own(argument)));
      Path output = directory.resolve("acls.log");
      int code =
          new ProcessBuilder(line)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start()
              .waitFor();
      findings.require(
          "kafka-acls.sh " + String.join(" ", command), code == 0, "exit code " + code);
      if (code != 0) {
        System.out.println(Files.readString(output));
      }
    }
  }

  private void makeTopics() throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    List<JsonNode> resources =
        new ObjectMapper(new YAMLFactory())
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(TOPICS.toFile())
            .readAll();
    for (JsonNode resource : resources) {
      Map<String, String> settings = new HashMap<>();
      resource
          .at("/spec/config")
          .fields()
          .forEachRemaining(one -> settings.put(one.getKey(), one.getValue().asText()));
      topics.add(
          new NewTopic(
                  resource.at("/metadata/name").asText(),
                  resource.at("/spec/partitions").asInt(),
                  (short) 1)
              .configs(settings));
    }
    try (Admin admin = Admin.create(cluster.settings())) {
      admin.createTopics(topics).all().get();
    }
  }

  private Set<AclBinding> granted() throws Exception {
    try (Admin admin = Admin.create(cluster.settings())) {
      return new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get());
    }
  }
}
