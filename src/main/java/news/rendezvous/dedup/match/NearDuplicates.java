package news.rendezvous.dedup.match;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.dedup.store.StoredStory;
import news.rendezvous.item.Entry;
import news.rendezvous.item.neardup.Sketch;

/**
 * Selects the near duplicate of an entry among the stories with a similar text. Similarity to one
 * story is evidence of a duplicate; to many stories of one source, of boilerplate; to two different
 * stories whose texts add up to the entry's, of a digest.
 */
final class NearDuplicates {

  /** So many similar stories of one source share boilerplate. */
  private static final int BOILERPLATE = 3;

  /** Minimum size of a digest, as a share of the words of two stories. */
  private static final double DIGEST = 0.8;

  private NearDuplicates() {}

  /**
   * Selects a story of another source.
   *
   * @param similar stories with a similar text, the most similar first
   * @param sketch of the entry
   */
  static Optional<StoredStory> select(List<StoredStory> similar, Entry entry, Sketch sketch) {
    // Two guids of one source are two stories, however similar: a daily notice.
    List<StoredStory> others =
        similar.stream().filter(known -> !known.record().isCarriedBy(entry.source().id())).toList();
    if (similar.size() - others.size() >= BOILERPLATE || isDigest(others, sketch)) {
      return Optional.empty();
    }
    Map<String, Long> counts =
        others.stream().collect(groupingBy(known -> known.record().source(), counting()));
    return others.stream()
        .filter(known -> counts.getOrDefault(known.record().source(), 0L) < BOILERPLATE)
        .findFirst();
  }

  private static boolean isDigest(List<StoredStory> similar, Sketch whole) {
    List<Sketch> parts =
        similar.stream()
            .flatMap(known -> Stream.ofNullable(known.record().version().sketch()))
            .toList();
    return parts.stream()
        .skip(1)
        .anyMatch(part -> !part.resembles(parts.get(0)) && isSum(whole, parts.get(0), part));
  }

  private static boolean isSum(Sketch whole, Sketch one, Sketch other) {
    return whole.words() >= DIGEST * (one.words() + other.words());
  }
}
