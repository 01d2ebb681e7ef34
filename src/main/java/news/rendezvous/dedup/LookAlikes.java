package news.rendezvous.dedup;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import news.rendezvous.item.Entry;
import news.rendezvous.item.Sketch;

/**
 * Stories whose texts resemble that of an entry. A resemblance to one of them is evidence of
 * sameness; that to many stories of one source, which it tells apart, is evidence of boilerplate,
 * and that to two stories of which the entry is the sum, of a digest.
 */
final class LookAlikes {

  /** So many stories of one source do not resemble each other by chance, nor as updates do. */
  private static final int MANY = 3;

  /** Least share of the words of two stories that a digest of them has. */
  private static final double SUM = 0.8;

  private LookAlikes() {}

  /**
   * The story that an entry tells, if it is one of those that it resembles.
   *
   * @param alike stories that it resembles, the likeliest first
   * @param sketch of the entry
   */
  static Optional<Known> one(List<Known> alike, Entry entry, Sketch sketch) {
    String source = entry.source().id();
    List<Known> others = alike.stream().filter(known -> !isCarried(known, source)).toList();
    if (alike.size() - others.size() >= MANY || isDigest(others, sketch)) {
      return Optional.empty();
    }
    Map<String, Long> told =
        others.stream().collect(groupingBy(known -> known.traits().source(), counting()));
    return others.stream()
        .filter(known -> told.getOrDefault(known.traits().source(), 0L) < MANY)
        .findFirst();
  }

  // What one source tells twice under two guids are two stories, however alike: a daily notice.
  private static boolean isCarried(Known known, String source) {
    return known.traits().isCarriedBy(source);
  }

  private static boolean isDigest(List<Known> alike, Sketch whole) {
    List<Sketch> parts =
        alike.stream().flatMap(known -> Stream.ofNullable(known.traits().told().sketch())).toList();
    return parts.stream()
        .skip(1)
        .anyMatch(part -> !part.resembles(parts.get(0)) && isSum(whole, parts.get(0), part));
  }

  private static boolean isSum(Sketch whole, Sketch one, Sketch other) {
    return whole.words() >= SUM * (one.words() + other.words());
  }
}
