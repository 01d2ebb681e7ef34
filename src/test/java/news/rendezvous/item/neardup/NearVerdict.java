package news.rendezvous.item.neardup;

import java.util.List;
import java.util.Optional;
import news.rendezvous.item.neardup.NearPairs.Pair;

/**
 * Verdict of the sketches on a pair of texts.
 *
 * @param lookedUp true if they share a band
 * @param resembles true if they are taken for one story
 */
record NearVerdict(Pair pair, boolean lookedUp, boolean resembles) {

  static NearVerdict of(Pair pair) {
    Optional<Sketch> one = Sketcher.sketch(pair.one());
    Optional<Sketch> other = Sketcher.sketch(pair.other());
    return one.isPresent() && other.isPresent()
        ? of(pair, one.get(), other.get())
        : new NearVerdict(pair, false, false);
  }

  private static NearVerdict of(Pair pair, Sketch one, Sketch other) {
    boolean lookedUp = one.bands().stream().anyMatch(other.bands()::contains);
    boolean edit = one.mayResemble(other) && TextAlignment.isEdit(pair.one(), pair.other());
    return new NearVerdict(pair, lookedUp, one.resembles(other) || edit);
  }

  boolean isFound() {
    return lookedUp && resembles;
  }

  /**
   * Precision and recall of verdicts.
   *
   * @param found share of the pairs that are taken for near duplicates
   * @param lookedUp share of the pairs that share a band
   */
  record Score(int pairs, double precision, double recall, double found, double lookedUp) {

    static Score of(List<NearVerdict> verdicts) {
      double right = verdicts.stream().filter(v -> v.isFound() && v.pair().duplicate()).count();
      double found = verdicts.stream().filter(NearVerdict::isFound).count();
      double duplicates = verdicts.stream().filter(v -> v.pair().duplicate()).count();
      double lookedUp = verdicts.stream().filter(NearVerdict::lookedUp).count();
      int pairs = verdicts.size();
      return new Score(pairs, right / found, right / duplicates, found / pairs, lookedUp / pairs);
    }
  }
}
