package news.rendezvous.item.neardup;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import news.rendezvous.item.neardup.NearPairs.Pair;
import news.rendezvous.item.neardup.NearVerdict.Score;
import org.junit.jupiter.api.Test;

/** Thresholds of precision and recall, on a small sample of what the benchmark measures. */
class NearDuplicateTest {

  private static final List<NearVerdict> VERDICTS =
      NearPairs.of(2026, 8).stream().map(NearVerdict::of).toList();

  @Test
  void findsNearDuplicatesAndHardlyAnythingElse() {
    Score all = Score.of(VERDICTS);

    assertThat(all.precision()).isGreaterThanOrEqualTo(0.99);
    assertThat(all.recall()).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void findsThemInEveryLanguage() {
    Map<String, Double> recall = by(v -> v.pair().language(), v -> true, Score::recall);

    assertThat(recall).containsOnlyKeys(NearPairs.LANGUAGES);
    assertThat(recall.values()).allMatch(share -> share >= 0.93);
  }

  @Test
  void keepsStoriesApartThatShareTheirWordingButNotTheirFacts() {
    Map<String, Double> found = by(v -> v.pair().kind(), v -> !v.pair().duplicate(), Score::found);

    assertThat(found).hasSizeGreaterThan(10);
    assertThat(found).allSatisfy((kind, share) -> assertThat(share).isLessThanOrEqualTo(0.02));
  }

  private static Map<String, Double> by(
      Function<NearVerdict, String> key,
      Predicate<NearVerdict> which,
      Function<Score, Double> figure) {
    return VERDICTS.stream()
        .filter(which)
        .collect(groupingBy(key, collectingAndThen(toList(), v -> figure.apply(Score.of(v)))));
  }

  @Test
  void looksUpEveryLongNearDuplicate() {
    assertThat(VERDICTS)
        .filteredOn(v -> v.pair().duplicate() && v.pair().kind().matches("(?!more|words).* [28]00"))
        .isNotEmpty()
        .allMatch(NearVerdict::lookedUp);
  }

  @Test
  void decidesTheSameWhicheverTextIsFirst() {
    List<Boolean> other =
        VERDICTS.stream().map(v -> NearVerdict.of(turned(v.pair())).isFound()).toList();

    assertThat(other).isEqualTo(VERDICTS.stream().map(NearVerdict::isFound).toList());
  }

  private static Pair turned(Pair pair) {
    return new Pair(pair.language(), pair.kind(), pair.duplicate(), pair.other(), pair.one());
  }
}
