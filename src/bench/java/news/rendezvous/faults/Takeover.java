package news.rendezvous.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import news.rendezvous.bench.Installation;
import news.rendezvous.bench.KafkaCluster;
import news.rendezvous.bench.KafkaSecurity;
import news.rendezvous.dedup.PastStories;
import news.rendezvous.dedup.store.StoreLayout;

/**
 * Times after one of two replicas ended: until all of its sources are polled again, by whomever,
 * and until every edition has new items. It stays away, or comes back at once as a pod of a
 * StatefulSet does (same name, same disk), after the loss of its disk, or as a pod of a Deployment
 * (another name, an empty disk).
 */
final class Takeover implements Scenarios.Scenario {

  private static final int SOURCES = 40;
  private static final int STORY_MILLIS = 200;
  private static final int PARTITIONS = 4;
  private static final long SETTLE_MILLIS = 12_000;

  /** As {@code minReadySeconds} in deploy/base/statefulset.yaml. */
  private static final long MIN_READY_MILLIS = 5_000;

  /** How the replica comes back. */
  private enum Return {
    NOT,
    SAME_DISK,
    EMPTY_DISK,
    OTHER_NAME_EMPTY_DISK
  }

  private final int standbys;
  private int names;

  /**
   * Takeover with standby copies of the store, or without.
   *
   * @param standbys {@code rendezvous.dedup.standbys}
   */
  Takeover(int standbys) {
    this.standbys = standbys;
  }

  @Override
  public void run(Findings findings, int stories) throws Exception {
    try (TestBed bed = started(findings, stories)) {
      for (Return how : Return.values()) {
        measure("killed", true, how, bed, findings);
      }
      measure("stopped", false, Return.NOT, bed, findings);
      measure("stopped", false, Return.SAME_DISK, bed, findings);
      measure("stopped", false, Return.OTHER_NAME_EMPTY_DISK, bed, findings);
      bed.verify(findings);
    }
  }

  /** Both replicas are replaced, the second as soon as the first is ready. */
  void update(Findings findings, int stories) throws Exception {
    try (TestBed bed = started(findings, stories)) {
      update(Return.SAME_DISK, bed, findings);
      update(Return.OTHER_NAME_EMPTY_DISK, bed, findings);
      bed.verify(findings);
    }
  }

  private void update(Return how, TestBed bed, Findings findings) throws Exception {
    Thread.sleep(SETTLE_MILLIS);
    bed.witness().longestPause();
    for (Installation replica : bed.replicas()) {
      replica.service().signal("TERM");
      replica.service().exitCode(TestBed.RECOVERY);
      comeBack(replica, how);
      findings.within(TestBed.RECOVERY, "ready", replica::isReady);
      Thread.sleep(MIN_READY_MILLIS);
    }
    long done = System.nanoTime();
    findings.within(
        TestBed.RECOVERY, "new items in every edition", () -> bed.witness().sawAllSince(done));
    findings.note(
        "both replaced, %s, %d standbys".formatted(how, standbys).toLowerCase(Locale.ROOT),
        "longest time without an item of an edition %.1f s"
            .formatted(bed.witness().longestPause() / 1e9));
  }

  /** Two replicas that have a copy of the stories, as they are to. */
  private TestBed started(Findings findings, int stories) throws Exception {
    Press press = new Press(Scenarios.seed(), STORY_MILLIS, SOURCES, 0);
    TestBed bed = new TestBed(press, new KafkaCluster(1, KafkaSecurity.none()), 2);
    try {
      for (Installation replica : bed.replicas()) {
        replica.set("rendezvous.poll.adaptation", 1);
        replica.set("rendezvous.topics.partitions", PARTITIONS);
        replica.set("rendezvous.dedup.standbys", standbys);
      }
      bed.start(findings);
      remember(bed, stories);
      findings.within(
          TestBed.RECOVERY, "ready with the stories", () -> TestBed.areReady(bed.replicas()));
      bed.awaitRecovery(findings);
      return bed;
    } catch (Exception e) {
      bed.close();
      throw e;
    }
  }

  /** Both replicas restore the stories at their next start. */
  private static void remember(TestBed bed, int stories) throws Exception {
    for (Installation replica : bed.replicas()) {
      replica.stop();
    }
    String changelog = new StoreLayout(PARTITIONS).changelog("rendezvous.dedup");
    PastStories.write(bed.kafka(), changelog, PARTITIONS, stories);
    for (Installation replica : bed.replicas()) {
      TestBed.launch(replica);
    }
  }

  private void measure(String end, boolean killed, Return how, TestBed bed, Findings findings)
      throws Exception {
    Thread.sleep(SETTLE_MILLIS);
    Installation victim = bed.replicas().get(1);
    Set<Integer> sources = ownedBy("replica-1", bed.press());
    bed.witness().longestPause();
    long begun = System.nanoTime();
    if (killed) {
      victim.service().kill();
    } else {
      victim.service().signal("TERM");
      victim.service().exitCode(TestBed.RECOVERY);
    }
    if (how != Return.NOT) {
      comeBack(victim, how);
    }
    List<Double> polled = new ArrayList<>();
    findings.within(
        TestBed.RECOVERY,
        "its %d sources are polled again".formatted(sources.size()),
        () -> {
          polled.clear();
          polled.addAll(polledSince(begun, sources, bed.press()));
          return polled.size() == sources.size();
        });
    if (how == Return.NOT) {
      findings.within(TestBed.RECOVERY, "new items", () -> bed.witness().sawAllSince(begun));
      comeBack(victim, Return.SAME_DISK);
    }
    findings.within(TestBed.RECOVERY, "ready", victim::isReady);
    long back = System.nanoTime();
    findings.within(
        TestBed.RECOVERY, "new items in every edition", () -> bed.witness().sawAllSince(back));
    findings.note(
        "%s, %s, %d standbys".formatted(end, how, standbys).toLowerCase(Locale.ROOT),
        "polled again after %.1f s (last: %.1f s), longest time without an item of an edition %.1f s"
            .formatted(
                polled.stream().sorted().skip(polled.size() / 2).findFirst().orElse(0.0),
                polled.stream().mapToDouble(seconds -> seconds).max().orElse(0),
                bed.witness().longestPause() / 1e9));
  }

  private void comeBack(Installation victim, Return how) throws Exception {
    if (how == Return.EMPTY_DISK || how == Return.OTHER_NAME_EMPTY_DISK) {
      victim.forget();
    }
    if (how == Return.OTHER_NAME_EMPTY_DISK) {
      victim.set("rendezvous.instance-id", "pod-" + ++names);
    }
    TestBed.launch(victim);
  }

  private static Set<Integer> ownedBy(String replica, Press press) {
    Map<Integer, String> owners = new HashMap<>();
    press.polls().forEach(poll -> owners.put(poll.source(), poll.replica()));
    return owners.entrySet().stream()
        .filter(owner -> owner.getValue().equals(replica))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Seconds until each of the sources was polled, of those that were. */
  private static List<Double> polledSince(long begun, Set<Integer> sources, Press press) {
    Map<Integer, Double> first = new HashMap<>();
    press.polls().stream()
        .filter(poll -> poll.begun() > begun && sources.contains(poll.source()))
        .forEach(poll -> first.putIfAbsent(poll.source(), (poll.begun() - begun) / 1e9));
    return List.copyOf(first.values());
  }
}
