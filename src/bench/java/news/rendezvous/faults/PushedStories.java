package news.rendezvous.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import news.rendezvous.bench.Installation;

/** WebSub subscribers of the whole stream, beside kills and beside callbacks that hang. */
final class PushedStories {

  private static final int STORY_MILLIS = 200;
  private static final int BETWEEN_KILLS_MILLIS = 8_000;
  private static final String TOPIC = "/feed.json";

  private PushedStories() {}

  /** One of two replicas is killed, again and again: 100 subscribers get every story. */
  static void killed(Findings findings, int kills) throws Exception {
    try (TestBed bed = new TestBed(new Press(Scenarios.seed(), STORY_MILLIS), false, 2);
        Callbacks callbacks = new Callbacks(100, 0)) {
      subscribe(findings, bed, callbacks, 100);
      Set<String> before = published(bed);
      Random random = new Random(Scenarios.seed());
      for (int n = 0; n < kills; n++) {
        Thread.sleep(BETWEEN_KILLS_MILLIS / 2 + random.nextInt(BETWEEN_KILLS_MILLIS));
        Installation victim = bed.replicas().get(n % 2);
        victim.service().kill();
        TestBed.launch(victim);
      }
      bed.press().stop();
      bed.awaitReady(findings);
      everyoneHasAll(findings, bed, callbacks, before);
    }
  }

  /** Some of a thousand callbacks hang: the others get every story, and in time. */
  static void hanging(Findings findings, int count) throws Exception {
    try (TestBed bed = new TestBed(new Press(Scenarios.seed(), STORY_MILLIS), false, 1);
        Callbacks callbacks = new Callbacks(count, count / 10)) {
      subscribe(findings, bed, callbacks, count);
      Set<String> before = published(bed);
      Thread.sleep(60_000);
      bed.press().stop();
      everyoneHasAll(findings, bed, callbacks, before);
      delays(findings, bed, callbacks, before);
    }
  }

  private static void subscribe(Findings findings, TestBed bed, Callbacks callbacks, int count)
      throws Exception {
    String base = "http://127.0.0.1:" + bed.first().port();
    for (Installation replica : bed.replicas()) {
      replica.set("rendezvous.public-url", base);
      replica.set("rendezvous.hub.subscriptions-per-host", count);
    }
    bed.start(findings);
    int accepted = callbacks.subscribe(base + "/hub", base + TOPIC);
    findings.require("subscriptions are accepted", accepted == count, accepted);
    findings.within(TestBed.RECOVERY, "and verified", () -> callbacks.verified() >= count);
    Thread.sleep(3_000); // a story that came before the last was verified may go to some
  }

  private static Set<String> published(TestBed bed) {
    return Witness.readAll(bed.kafka()).stream()
        .map(record -> record.key())
        .collect(Collectors.toSet());
  }

  private static void everyoneHasAll(
      Findings findings, TestBed bed, Callbacks callbacks, Set<String> before) throws Exception {
    Thread.sleep(5_000);
    Set<String> stories = new HashSet<>(published(bed));
    stories.removeAll(before);
    findings.within(
        TestBed.RECOVERY,
        "each of %d subscribers gets each of %d stories"
            .formatted(callbacks.got().size(), stories.size()),
        () -> callbacks.got().stream().allMatch(one -> one.keySet().containsAll(stories)));
    findings.require(
        "stories and deliveries",
        !stories.isEmpty(),
        "%d stories, %d deliveries, %d items repeated or revised"
            .formatted(stories.size(), callbacks.deliveries(), callbacks.repeated()));
  }

  /** From the end of the first poll that had a story to its first delivery to each. */
  private static void delays(
      Findings findings, TestBed bed, Callbacks callbacks, Set<String> before) {
    Map<String, Long> committed = bed.witness().firstSeen();
    List<Long> micros = new ArrayList<>();
    for (Map<String, Long> one : callbacks.got()) {
      one.forEach(
          (id, at) -> {
            Long seen = committed.get(id);
            if (seen != null && !before.contains(id)) {
              micros.add((at - seen) / 1_000);
            }
          });
    }
    List<Long> sorted = micros.stream().sorted().toList();
    findings.require(
        "record that a consumer has read to delivery: p99 at most 1 s",
        !sorted.isEmpty() && sorted.get(sorted.size() * 99 / 100) <= 1_000_000,
        sorted.isEmpty()
            ? "none"
            : "p50 %.0f ms, p99 %.0f ms, greatest %.0f ms, %d deliveries of a story"
                .formatted(
                    sorted.get(sorted.size() / 2) / 1e3,
                    sorted.get(sorted.size() * 99 / 100) / 1e3,
                    sorted.get(sorted.size() - 1) / 1e3,
                    sorted.size()));
  }
}
