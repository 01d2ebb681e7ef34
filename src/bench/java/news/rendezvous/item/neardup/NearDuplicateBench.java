package news.rendezvous.item.neardup;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import news.rendezvous.item.Json;
import news.rendezvous.item.neardup.NearVerdict.Score;

/** Benchmark of near-duplicate detection: precision, recall and CPU time of the sketches. */
final class NearDuplicateBench {

  private static final int TEXTS = 20_000;
  private static final int COMPARISONS = 5_000_000;

  private NearDuplicateBench() {}

  /** First seed, last seed, rounds of each. */
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[2]);
    List<NearVerdict> verdicts =
        LongStream.rangeClosed(Long.parseLong(args[0]), Long.parseLong(args[1]))
            .boxed()
            .flatMap(seed -> NearPairs.of(seed, rounds).stream())
            .map(NearVerdict::of)
            .toList();
    table("kind", verdicts, v -> (v.pair().duplicate() ? "+ " : "- ") + v.pair().kind());
    table("language", verdicts, v -> v.pair().language());
    table("all", verdicts, v -> "all");
    cost(verdicts.stream().map(v -> v.pair().one()).filter(NearDuplicateBench::isUsual).toList());
  }

  private static void table(String by, List<NearVerdict> verdicts, Function<NearVerdict, String> key) {
    System.out.printf("%n%-28s  pairs precision  recall   found  looked up%n", by);
    verdicts.stream()
        .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()))
        .forEach((name, some) -> row(name, Score.of(some)));
  }

  private static void row(String name, Score score) {
    System.out.printf(
        "%-28s %6d  %7.4f  %7.4f  %7.4f  %7.4f%n",
        name, score.pairs(), score.precision(), score.recall(), score.found(), score.lookedUp());
  }

  /** Of about 1.5 KB. */
  private static boolean isUsual(String text) {
    return Math.abs(text.getBytes(StandardCharsets.UTF_8).length - 1500) < 300;
  }

  private static void cost(List<String> texts) {
    List<Sketch> sketches = texts.stream().flatMap(t -> Sketcher.sketch(t).stream()).toList();
    System.out.printf(
        "%n%d texts of 1.5 KB, %.0f bytes a sketch%n",
        texts.size(), sketches.stream().mapToInt(s -> Json.encode(s).length).average().orElse(0));
    for (int round = 0; round < 5; round++) {
      System.out.printf(
          "%.1f us to make, %.3f us to compare%n", microsToMake(texts), microsToCompare(sketches));
    }
  }

  private static double microsToMake(List<String> texts) {
    long start = cpuNanos();
    long words = 0;
    for (int i = 0; i < TEXTS; i++) {
      words += Sketcher.sketch(texts.get(i % texts.size())).map(Sketch::words).orElse(0);
    }
    return words == 0 ? 0 : (cpuNanos() - start) / 1e3 / TEXTS;
  }

  private static double microsToCompare(List<Sketch> sketches) {
    long start = cpuNanos();
    int alike = 0;
    for (int i = 0; i < COMPARISONS; i++) {
      Sketch other = sketches.get((int) (7L * i % sketches.size()));
      alike += sketches.get(i % sketches.size()).resembles(other) ? 1 : 0;
    }
    return alike == 0 ? 0 : (cpuNanos() - start) / 1e3 / COMPARISONS;
  }

  /** Of this thread alone: other work on the machine is not in the figures. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
