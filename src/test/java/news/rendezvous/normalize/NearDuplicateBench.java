package news.rendezvous.normalize;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import news.rendezvous.item.Json;
import news.rendezvous.item.Sketch;
import news.rendezvous.item.TextAlignment;
import news.rendezvous.normalize.NearPairs.Pair;

/** Prints how many near duplicates are found, how many are wrongly taken for some, at what cost. */
final class NearDuplicateBench {

  private static final int TEXTS = 20_000;
  private static final int COMPARISONS = 5_000_000;

  private NearDuplicateBench() {}

  /** First seed, last seed, rounds of each. */
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[2]);
    List<Verdict> verdicts =
        LongStream.rangeClosed(Long.parseLong(args[0]), Long.parseLong(args[1]))
            .boxed()
            .flatMap(seed -> NearPairs.of(seed, rounds).stream())
            .map(Verdict::of)
            .toList();
    table("kind", verdicts, v -> (v.pair().duplicate() ? "+ " : "- ") + v.pair().kind());
    table("language", verdicts, v -> v.pair().language());
    table("all", verdicts, v -> "all");
    cost(verdicts.stream().map(v -> v.pair().one()).filter(NearDuplicateBench::isUsual).toList());
  }

  private static void table(String by, List<Verdict> verdicts, Function<Verdict, String> key) {
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
    return Math.abs(Cut.bytes(text) - 1500) < 300;
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

  /**
   * What the sketches say of a pair.
   *
   * @param lookedUp whether look-up brings the two together
   * @param resembles whether they are taken for one story
   */
  record Verdict(Pair pair, boolean lookedUp, boolean resembles) {

    static Verdict of(Pair pair) {
      Optional<Sketch> one = Sketcher.sketch(pair.one());
      Optional<Sketch> other = Sketcher.sketch(pair.other());
      return one.isPresent() && other.isPresent()
          ? of(pair, one.get(), other.get())
          : new Verdict(pair, false, false);
    }

    private static Verdict of(Pair pair, Sketch one, Sketch other) {
      boolean lookedUp = one.bands().stream().anyMatch(other.bands()::contains);
      boolean edit = one.mayResemble(other) && TextAlignment.isEdit(pair.one(), pair.other());
      return new Verdict(pair, lookedUp, one.resembles(other) || edit);
    }

    boolean isFound() {
      return lookedUp && resembles;
    }
  }

  /**
   * How good verdicts are.
   *
   * @param found the share that is taken for near duplicates
   * @param lookedUp the share that look-up brings together
   */
  record Score(int pairs, double precision, double recall, double found, double lookedUp) {

    static Score of(List<Verdict> verdicts) {
      double right = verdicts.stream().filter(v -> v.isFound() && v.pair().duplicate()).count();
      double found = verdicts.stream().filter(Verdict::isFound).count();
      double duplicates = verdicts.stream().filter(v -> v.pair().duplicate()).count();
      double lookedUp = verdicts.stream().filter(Verdict::lookedUp).count();
      int pairs = verdicts.size();
      return new Score(pairs, right / found, right / duplicates, found / pairs, lookedUp / pairs);
    }
  }
}
